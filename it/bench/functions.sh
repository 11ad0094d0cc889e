#!/usr/bin/env bash
# Prints how long functions take, measured by JMH: reading, mapping and checking a mesh of 1,000 services, the matrix of who
# reaches whom, and one changed file in a loaded mesh of 10,000. Figures to look at; nothing is asserted.
#
#   functions.sh [JMH OPTIONS]    such as -lp, -p services=10000 MeshBenchmark.check, -p change=DEPLOYMENT ChangeBenchmark
#
# MESHGEN names another meshgen.py than the one beside the checkout, BENCH_CLASSES a class path to measure instead of the launcher.
# Compiled beside the build, which therefore knows nothing of JMH.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$bench/../.." && pwd)
meshgen=${MESHGEN:-$checkout/../shared/bench/meshgen.py}
[ -f "$meshgen" ] || { echo "no $meshgen: nothing to measure" >&2; exit 0; }
java=${JAVA_HOME:+$JAVA_HOME/bin/}
case $("${java}java" -version 2>&1) in
  *\"2[5-9]*) ;;
  *) echo "a JDK 25 is needed: JAVA_HOME has to name one" >&2 && exit 2 ;;
esac

# In the order in which Maven keeps them: name, version.
jars=()
for artifact in org.openjdk.jmh:jmh-core:1.37 org.openjdk.jmh:jmh-generator-annprocess:1.37 \
  net.sf.jopt-simple:jopt-simple:5.0.4 org.apache.commons:commons-math3:3.6.1; do
  IFS=: read -r group name version <<< "$artifact"
  jar=$HOME/.m2/repository/${group//.//}/$name/$version/$name-$version.jar
  [ -f "$jar" ] || (cd "$checkout" && ./mvnw -q -B dependency:get -Dartifact="$artifact" >&2)
  jars+=("$jar")
done
jmh=$(IFS=:; echo "${jars[*]}")

# The classes to measure: those of the launcher, built if need be.
classes=${BENCH_CLASSES:-}
if [ -z "$classes" ]; then
  "$checkout/meshwright" version >&2
  classes=$checkout/cli/target/meshwright/lib/meshwright.jar
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/classes"
"${java}javac" -proc:full -d "$scratch/classes" -cp "$classes:$jmh" "$bench"/functions/*.java
for size in 1000 10000; do
  python3 "$meshgen" "$scratch/meshes/$size" --services "$size" --istio > /dev/null
done
cd "$scratch" # JMH leaves a lock file
"${java}java" -cp "$scratch/classes:$classes:$jmh" org.openjdk.jmh.Main -jvmArgsAppend "-Dbench.meshes=$scratch/meshes" "$@"
