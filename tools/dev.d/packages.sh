# SPDX-License-Identifier: Apache-2.0
#
# Debian 12 packages by purpose, and need_packages, which installs the missing ones of the named groups. When
# nothing is missing it neither asks the network nor needs root.

packages_build=(
  ca-certificates git g++ cmake ninja-build ccache mold pkg-config
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev # never libboost-dev: apt refuses 1.74 beside 1.81
  libssl-dev libsqlite3-dev libpq-dev libargon2-dev zlib1g-dev libfmt-dev libspdlog-dev libcli11-dev
  libtomlplusplus-dev prometheus-cpp-dev libutf8proc-dev libgtest-dev libgmock-dev
)
# llvm-19: without its symbolizer a report names no line. nginx and openssl: the proxy and its certificate that the
# process tests start for themselves.
packages_test=(clang-19 libclang-rt-19-dev llvm-19 nginx-light openssl)
packages_check=(clang-format-19 python3 python3-yaml)
packages_tidy=(clang-tidy-19 python3)
packages_e2e=(chromium fonts-noto-cjk fonts-noto-color-emoji faketime)
packages_bench=(strace util-linux libbenchmark-dev python3)
packages_fault=(faketime strace util-linux)
packages_postgres=(postgresql-15)
packages_deep=(debootstrap)

need_packages() {
  local group wanted=() missing=() package
  for group in "$@"; do
    local -n list="packages_$group"
    wanted+=("${list[@]}")
  done
  # Node where there is none. NodeSource's nodejs brings its own npm and conflicts with Debian's.
  [[ " $* " == *" build "* ]] && ! command -v npm >/dev/null && wanted+=(nodejs npm)
  if ! command -v dpkg-query >/dev/null; then
    echo "dev: no dpkg here; these Debian 12 packages or their like must be installed: ${wanted[*]}" >&2
    return 0
  fi
  for package in "${wanted[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  echo "dev: installing with apt: ${missing[*]}"
  quietly as_root apt-get update -q
  # RUNLEVEL=1: a service that comes along is installed, not started.
  quietly as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -q -y --no-install-recommends \
    "${missing[@]}"
}

# Runs a command whose output only matters when it fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "dev: needs root for: $*" >&2
    return 1
  fi
}
