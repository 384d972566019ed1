#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# prove.sh [--every] [NAME…]: shows that the suite sees what it is there to see. Each patch beside this file puts one
# bug into src/ of a copy of the tree; what stands in the patch as `# detector:` must then find it, and must find
# nothing without it, with the same seeds. The checker, the clients and the scenarios are never patched. --every runs
# all detectors of a bug instead of stopping at the first that finds it. Called by `./dev fault --prove`; never touches
# the tree that it stands in, so it may be interrupted at any time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

root=$PWD
bugs=$root/tests/fault/bugs
tree=$root/build/prove/tree
binaries=$tree/build/release
log=$root/build/prove/log
patience_seconds=400
lines_shown=24
columns_shown=300

fail() {
  echo "prove: $*" >&2
  exit 1
}

sources() {
  find CMakeLists.txt CMakePresets.json cmake src tests -type f -not -path '*/__pycache__/*'
}

# Only what differs is copied, and is new then: so a file that an interrupted run has left patched is built again.
copy_tree() {
  local file
  mkdir -p "$tree/build"
  while IFS= read -r file; do
    cmp -s "$file" "$tree/$file" && continue
    mkdir -p "$(dirname "$tree/$file")"
    cp "$file" "$tree/$file"
  done < <(sources)
  while IFS= read -r file; do
    [[ -e $file ]] || rm "$tree/$file"
  done < <(cd "$tree" && sources)
  # The pages are the same ones: not built a second time.
  mkdir -p build/web
  ln -sfn ../../../web "$tree/web"
  ln -sfn ../../../web "$tree/build/web"
}

# Paths are made relative for ccache, so that another tree at another place has compiled most of it already.
build() {
  if CCACHE_BASEDIR=$tree CCACHE_NOHASHDIR=1 cmake --build "$binaries" --parallel "$(nproc)" --target "$@" >"$log" 2>&1 </dev/null
  then
    return 0
  fi
  grep -E -A6 'error|FAILED|undefined' "$log" | head -n 40 >&2 || true
  fail "$* cannot be built; all that was said is in $log"
}

# What must be built for a detector: the store is inside the simulation and the disk proof, and the server beside a run.
target_of() {
  case $1 in
    simulation) echo fault_simulation ;;
    disk) echo fault_disk ;;
    run | match) echo heartlink ;;
    *) fail "there is no detector '$*'" ;;
  esac
}

# 0: it finds nothing. 1: it has found something, which is in $log. Anything else is no proof of anything. The seeds are
# the same each time.
detect() {
  local words status=0
  case $1 in
    simulation) words=(fault_simulation --first 1 --seeds 300 "${@:2}") ;;
    disk) words=(fault_disk images --seed 7 --images 1500 "${@:2}") ;;
    match) words=(fault_match --seed 7 --people 120 --seconds 12 --kills 4 "${@:2}") ;;
    run) words=(fault_run run "${@:2}" --seed 7 --folder "$root/build/prove/runs") ;;
  esac
  HEARTLINK=$binaries/heartlink timeout "$patience_seconds" "$binaries/tests/${words[0]}" "${words[@]:1}" \
    >"$log" 2>&1 </dev/null || status=$?
  ((status <= 1)) && return "$status"
  echo "prove: '$*' ended with $status" >&2
  tail -n 20 "$log" >&2
  return 2
}

detectors_of() { sed -n 's/^# detector: //p' "$1"; }

# What is patched must be the source, and nothing that judges it.
check_patch() {
  local file detector
  while IFS= read -r file; do
    [[ $file == [ab]/src/* || $file == /dev/null ]] || fail "$1 touches $file"
  done < <(sed -nE 's/^(---|\+\+\+) ([^\t]*).*/\2/p' "$1")
  [[ -n $(detectors_of "$1") ]] || fail "$1 names no detector"
  # shellcheck disable=SC2086 # a detector is words
  while IFS= read -r detector; do target_of $detector >/dev/null; done < <(detectors_of "$1")
}

apply() { patch --directory="$tree" --strip=1 --fuzz=0 --no-backup-if-mismatch --silent "$@"; }

prove_green() {
  local detector began=$SECONDS
  build heartlink fault_run fault_preload fault_simulation fault_disk fault_match
  echo "prove: built in $((SECONDS - began)) s"
  while IFS= read -r detector; do
    began=$SECONDS
    # shellcheck disable=SC2086 # a detector is words
    if ! detect $detector; then
      cat "$log"
      echo "unpatched: '$detector' is not green"
      return 1
    fi
    echo "unpatched: green by $detector ($((SECONDS - began)) s)"
  done < <(for patch in "$@"; do detectors_of "$patch"; done | sort -u)
}

# The simulation says which of its seeds it was; the others have one.
seed_in() { if [[ $1 == simulation ]]; then grep -m 1 -oE 'seed [0-9]+' "$log"; else echo 'seed 7'; fi; }

# Prints who finds the bug of this patch, and counts it. Not to be called in a condition: what breaks in here ends all.
prove_caught() {
  local detector name began=$SECONDS status found=false
  name=$(basename "$1" .patch)
  apply <"$1"
  while IFS= read -r detector; do
    status=0
    # shellcheck disable=SC2086 # a detector is words
    build "$(target_of $detector)"
    # shellcheck disable=SC2086
    detect $detector || status=$?
    if ((status == 1)); then
      found=true
      echo "bug $name: caught by $detector, $(seed_in "$detector"), $(grep -m 1 -oE '[IM][0-9]+: .*' "$log")" \
        "($((SECONDS - began)) s)"
      head -n "$lines_shown" "$log" | cut -c "-$columns_shown" | sed 's/^/    /'
      $every || break
    elif $every; then
      echo "bug $name: not seen by $detector"
    fi
  done < <(detectors_of "$1")
  apply --reverse <"$1"
  if $found; then
    caught=$((caught + 1))
  else
    echo "bug $name: NOT CAUGHT"
  fi
}

main() {
  local patch patches=() name
  caught=0
  every=false
  if [[ ${1:-} == --every ]]; then
    every=true
    shift
  fi
  (($# > 0)) || set -- ''
  for name in "$@"; do patches+=("$bugs/$name"*.patch); done
  for patch in "${patches[@]}"; do check_patch "$patch"; done
  mkdir -p build/prove
  exec 9>build/prove/lock
  flock --nonblock 9 || fail 'another one is at it'
  copy_tree
  [[ -f $binaries/build.ninja ]] || (cd "$tree" && cmake --preset release -Wno-dev >"$log")
  for patch in "${patches[@]}"; do
    apply --dry-run <"$patch" >/dev/null || fail "$patch no longer applies"
  done
  prove_green "${patches[@]}"
  for patch in "${patches[@]}"; do prove_caught "$patch"; done
  echo "proved: $caught of ${#patches[@]} bugs caught ($SECONDS s)"
  ((caught == ${#patches[@]}))
}

main "$@"
