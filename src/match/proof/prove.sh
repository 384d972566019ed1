#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# prove.sh [NAME…]: shows that the model test sees what it is there to see. Each patch beside this file puts one bug of
# one line into src/match of a copy; the model test, with the seeds of every build, must then fail, and must pass without
# it. The test and its oracle are never patched. It never touches the tree it stands in. Called by nobody but people.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

root=$PWD
patches=$root/src/match/proof
work=$root/build/prove-match
tree=$work/tree
log=$work/log
sources=(src/match/machine_model_test.cc src/match/testing/model_{oracle,oracle_checks,world}.cc
  src/match/{commit,compatible,decide,guess_limit,line,machine,no_shows,pool}.cc src/base/{random,crypto}.cc)

fail() {
  echo "prove: $*" >&2
  exit 1
}

# ccache knows what has not changed since the last patch.
build() {
  local source objects=()
  for source in "${sources[@]}"; do
    local object=$work/objects/${source//\//_}.o
    (cd "$tree" && CCACHE_BASEDIR=$tree CCACHE_NOHASHDIR=1 $(command -v ccache) clang++-19 -std=c++20 -O1 -g1 \
      -D_GLIBCXX_ASSERTIONS -Isrc -I. -c "$source" -o "$object") >"$log" 2>&1 || fail "$source: see $log"
    objects+=("$object")
  done
  clang++-19 "${objects[@]}" -lgtest -lgtest_main -lcrypto -o "$work/model" >"$log" 2>&1 || fail "see $log"
}

# 0: no promise is broken. 1: one is, and $log says which. Anything else is no proof of anything.
model() {
  local status=0
  timeout 300 "$work/model" --gtest_brief=1 --gtest_filter='*no_interleaving*' >"$log" 2>&1 || status=$?
  ((status != 0)) || return 0
  grep -q '^seed [0-9]' "$log" && return 1
  tail -n 20 "$log" >&2
  fail "the model ended with $status and without a seed"
}

apply() { patch --directory="$tree" --strip=1 --fuzz=0 --no-backup-if-mismatch --silent "$@"; }

main() {
  local name patch chosen=() caught=0 file
  (($# > 0)) || set -- ''
  for name in "$@"; do chosen+=("$patches/$name"*.patch); done
  for patch in "${chosen[@]}"; do
    while IFS= read -r file; do
      [[ $file == [ab]/src/match/*.cc && $file != */testing/* && $file != *_test.cc ]] || fail "$patch touches $file"
    done < <(sed -nE 's/^(---|\+\+\+) ([^\t]*).*/\2/p' "$patch")
  done
  rm -rf "$tree" && mkdir -p "$tree" "$work/objects"
  cp -r --parents src/match src/model src/base "$tree"
  build
  model || { cat "$log"; fail 'the unpatched model is not green'; }
  echo 'unpatched: green'
  for patch in "${chosen[@]}"; do
    apply <"$patch" || fail "$patch no longer applies"
    build
    if model; then
      echo "bug $(basename "$patch" .patch): NOT CAUGHT"
    else
      caught=$((caught + 1))
      echo "bug $(basename "$patch" .patch): caught, $(grep -m 1 -oE '^seed [0-9]+' "$log"):" \
        "$(sed -n 's/^ *Which is: //p' "$log" | head -n 1)"
    fi
    apply --reverse <"$patch"
  done
  echo "proved: $caught of ${#chosen[@]} bugs caught ($SECONDS s)"
  ((caught == ${#chosen[@]}))
}

main "$@"
