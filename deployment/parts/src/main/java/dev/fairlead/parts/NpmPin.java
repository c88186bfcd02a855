package dev.fairlead.parts;

import java.util.List;

/**
 * One npm package as Fairlead uses it: an exact version, the checksum of its archive, and the files
 * wanted from it.
 *
 * @param integrity npm's own form, {@code sha512-} and the digest in base 64
 * @param files paths inside the package; one that ends in a slash takes the directory
 */
record NpmPin(String name, String version, String integrity, List<String> files) {
  NpmPin {
    files = List.copyOf(files);
    if (!integrity.startsWith("sha512-") || files.isEmpty()) {
      throw new IllegalArgumentException("npm pin of " + name + " needs a sha512 and files");
    }
  }

  boolean wants(String path) {
    return files.stream().anyMatch(file -> takes(file, path));
  }

  static boolean takes(String file, String path) {
    return file.endsWith("/") ? path.startsWith(file) : path.equals(file);
  }

  /** The version in the cache: another archive or another choice of files is another part. */
  String cacheVersion() {
    return version + "-" + Digests.sha256(integrity + files).substring(0, 8);
  }
}
