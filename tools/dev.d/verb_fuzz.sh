# SPDX-License-Identifier: Apache-2.0
# [SECONDS] [NAME]: libFuzzer on every target, 60 s each, from tests/corpus/

verb_fuzz() {
  local seconds=${1:-60} only=${2:-} count=0 fuzzer name
  need_packages build test
  need_node
  build_preset fuzz
  strict_sanitizers
  for fuzzer in build/fuzz/tests/*"$only"_fuzz; do
    [[ -x $fuzzer ]] || continue
    name=$(basename "$fuzzer" _fuzz)
    echo "fuzz: $name for $seconds s"
    # New inputs go beside the build; one worth keeping is copied into tests/corpus/ by a person.
    mkdir -p "build/fuzz/corpus/$name" "build/fuzz/found"
    "$fuzzer" -max_total_time="$seconds" -print_final_stats=1 -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
      -artifact_prefix="build/fuzz/found/${name}_" "build/fuzz/corpus/$name" "tests/corpus/$name"
    count=$((count + 1))
  done
  if ((count == 0)); then
    echo "fuzz: no target matches '$only'" >&2
    return 1
  fi
  echo "fuzz: $count targets, $seconds s each, nothing found"
}
