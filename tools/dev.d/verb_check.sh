# SPDX-License-Identifier: Apache-2.0
# formatting, the arrow test, sizes, words, coroutine patterns, the API documents, and the web client's own checks

verb_check() {
  need_packages build check
  need_node
  check_format
  # The checks first prove on planted faults that they can fail.
  /usr/bin/python3 -B tests/tidy/self_test.py
  /usr/bin/python3 -B tests/tidy/check.py
  tests/canary/run
  check_web
  echo 'check: clean'
}

check_format() {
  local files=()
  mapfile -t files < <(find src tests bench \( -name '*.cc' -o -name '*.h' \) -print 2>/dev/null | sort)
  echo "clang-format: ${#files[@]} files"
  clang-format-19 --dry-run -Werror "${files[@]}"
}

check_web() {
  [[ -f web/package.json ]] || return 0
  need_web_packages
  (cd web && npm run --silent check && npm test --silent)
}
