# Finds a JDK 25 and exports JAVA_HOME; sourced by mvnw and deployment/fairlead.
# Order: FAIRLEAD_JDK, JAVA_HOME, java on the PATH, then the usual places.

fairlead_is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

fairlead_find_jdk() {
  if [ -n "${FAIRLEAD_JDK:-}" ]; then
    if fairlead_is_jdk_25 "$FAIRLEAD_JDK"; then
      JAVA_HOME=$FAIRLEAD_JDK
      export JAVA_HOME
      return 0
    fi
    echo "fairlead: FAIRLEAD_JDK=$FAIRLEAD_JDK is not a JDK 25; unset it or point it at one." >&2
    return 1
  fi
  fairlead_path_java=$(command -v java 2>/dev/null || true)
  if [ -n "$fairlead_path_java" ]; then
    fairlead_path_java=$(readlink -f "$fairlead_path_java" 2>/dev/null || echo "$fairlead_path_java")
    fairlead_path_java=${fairlead_path_java%/bin/java}
  fi
  for fairlead_jdk in \
    "${JAVA_HOME:-}" \
    "$fairlead_path_java" \
    /usr/lib/jvm/*25* \
    /usr/java/*25* \
    /opt/java/*25* /opt/jdk*25* /opt/*jdk*25* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/25* \
    "${HOME:-/nonexistent}"/.jdks/*25* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*25* \
    "${HOME:-/nonexistent}"/.asdf/installs/java/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home
  do
    if [ -n "$fairlead_jdk" ] && fairlead_is_jdk_25 "$fairlead_jdk"; then
      JAVA_HOME=$fairlead_jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "fairlead: no JDK 25 found; install one (Debian and Ubuntu: apt-get install openjdk-25-jdk or temurin-25-jdk) or set FAIRLEAD_JDK to its directory." >&2
  return 1
}

fairlead_find_jdk
