package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.intent.IntentObserver;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TeeObserverTest {
  @Test
  void passesOnEverythingThatObserversAreTold() {
    assertThat(
            Arrays.stream(IntentObserver.class.getMethods())
                .filter(Method::isDefault)
                .map(TeeObserverTest::signature))
        .isSubsetOf(
            Arrays.stream(TeeObserver.class.getDeclaredMethods())
                .map(TeeObserverTest::signature)
                .toList());
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
