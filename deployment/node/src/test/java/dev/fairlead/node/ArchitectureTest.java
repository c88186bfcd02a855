package dev.fairlead.node;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, and what stays out of which module. */
final class ArchitectureTest {
  /** Each module with the modules that it may use; the order is from the bottom up. */
  private static final List<Module> MODULES =
      List.of(
          new Module("model", List.of()),
          new Module("api", List.of()),
          new Module("parts", List.of()),
          new Module("signing", List.of("model")),
          new Module("event", List.of("model", "signing", "api", "parts")),
          new Module("chain", List.of("model")),
          new Module("venue", List.of("model", "chain")),
          new Module("route", List.of("model", "venue")),
          new Module("intent", List.of("model", "signing", "event", "chain", "venue", "route")),
          new Module("grpc", List.of("model", "api", "event", "intent")),
          new Module("devnet", List.of("model", "parts")),
          new Module("faults", List.of()));

  private static JavaClasses classes = new ClassFileImporter().importClasses(List.of());

  record Module(String name, List<String> uses) {
    String packages() {
      return "dev.fairlead." + name + "..";
    }

    DescribedPredicate<JavaClass> foreign() {
      List<String> allowed = new ArrayList<>(List.of(packages()));
      uses.stream().map(use -> "dev.fairlead." + use + "..").forEach(allowed::add);
      return resideInAPackage("dev.fairlead..")
          .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Module> modules() {
    return MODULES;
  }

  @BeforeAll
  static void readAllClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fairlead");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyWhatStandsBelowIt(Module module) {
    noClasses()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .dependOnClassesThat(module.foreign())
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.fairlead.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void eachLibraryStaysInItsModule() {
    onlyIn("dev.fairlead.event..", "org.jooq..");
    onlyIn("dev.fairlead.event..", "org.flywaydb..");
    onlyIn("dev.fairlead.route..", "org.jgrapht..");
    onlyIn("dev.fairlead.node..", "io.micrometer..");
    onlyIn("dev.fairlead.node..", "picocli..");
  }

  @Test
  void timeAndThreadsAreInjected() {
    DescribedPredicate<JavaClass> inner =
        resideInAPackage("dev.fairlead..")
            .and(
                DescribedPredicate.not(
                    resideInAnyPackage(
                        "dev.fairlead.node..",
                        "dev.fairlead.bench..",
                        "dev.fairlead.devnet..",
                        "dev.fairlead.faults..",
                        "dev.fairlead.parts..",
                        "dev.fairlead.api..")));
    noClasses().that(inner).should().callMethod(Instant.class, "now").check(classes);
    noClasses().that(inner).should().callMethod(Thread.class, "sleep", long.class).check(classes);
    noClasses().that(inner).should().callMethod(System.class, "currentTimeMillis").check(classes);
    noClasses().that(inner).should().callConstructor(Thread.class, Runnable.class).check(classes);
  }

  @Test
  void noPackageIsADrawerForEverything() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "dev.fairlead..impl..",
            "dev.fairlead..util..",
            "dev.fairlead..common..",
            "dev.fairlead..dto..",
            "dev.fairlead..service..",
            "dev.fairlead..manager..")
        .check(classes);
  }

  private static void onlyIn(String home, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .and()
        .resideInAPackage("dev.fairlead..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(classes);
  }
}
