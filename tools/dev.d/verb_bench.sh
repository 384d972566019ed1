# SPDX-License-Identifier: Apache-2.0
# idle | fanout: load the release binary from another core and print the figures

verb_bench() {
  if (($# == 0)); then
    echo 'usage: ./dev bench idle|fanout [arguments]' >&2
    return 2
  fi
  need_packages build bench
  need_node
  build_preset release heartlink heartlink-load
  export HEARTLINK=$PWD/build/release/heartlink LOAD=$PWD/build/release/heartlink-load
  exec bench/run.sh "$@"
}
