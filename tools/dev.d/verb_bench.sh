# SPDX-License-Identifier: Apache-2.0
# idle | fanout | pairs | match | sign-in: load the release binary and print the figures

verb_bench() {
  if (($# == 0)); then
    echo 'usage: ./dev bench idle|fanout|pairs|match|sign-in [arguments]' >&2
    return 2
  fi
  need_packages build bench
  need_node
  if [[ $1 == sign-in ]]; then
    build_preset release heartlink
    HEARTLINK=$PWD/build/release/heartlink exec /usr/bin/python3 -B bench/sign_in.py "${@:2}"
  fi
  build_preset release heartlink heartlink-load heartlink-raw
  export HEARTLINK=$PWD/build/release/heartlink LOAD=$PWD/build/release/heartlink-load RAW=$PWD/build/release/heartlink-raw
  exec bench/run.sh "$@"
}
