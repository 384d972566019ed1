# SPDX-License-Identifier: Apache-2.0
# [PART …]: the slow half: tsan, tidy, fuzz (300 s each), bare (a bare Debian 12), fault (all faults), e2e (all browser tests)

verb_deep() {
  local part parts=("$@")
  (($#)) || parts=(tsan tidy fuzz bare fault e2e)
  for part in "${parts[@]}"; do
    case $part in
      tsan) deep_tsan ;;
      tidy) deep_tidy ;;
      fuzz) ./dev fuzz 300 ;;
      bare) deep_bare ;;
      fault) ./dev fault ;;
      e2e) ./dev e2e ;;
      *)
        echo "dev: deep has no part '$part'" >&2
        return 2
        ;;
    esac
  done
  echo "deep: passed (${parts[*]})"
}

deep_tsan() {
  need_packages build test
  need_node
  build_preset tsan
  strict_sanitizers
  run_ctest tsan
}

deep_tidy() {
  need_packages build test tidy
  need_node
  build_preset asan
  local files=()
  mapfile -t files < <(find src tests bench -name '*.cc' -not -path 'tests/canary/*' -print 2>/dev/null | sort)
  echo "clang-tidy: ${#files[@]} files"
  # The precompiled header is clang-19's own, so clang-tidy-19 reads it.
  printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p build/asan
}

# `./dev build && ./dev test` where nothing is installed: a minbase chroot made from the sources this machine uses.
deep_bare() {
  need_packages deep
  as_root tools/dev.d/bare_machine.sh
}
