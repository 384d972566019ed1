# SPDX-License-Identifier: Apache-2.0
# build and serve on http://127.0.0.1:8000 with ./data; arguments go to `heartlink serve`

verb_run() {
  verb_build
  (($#)) || set -- --listen 127.0.0.1:8000 --data ./data
  exec build/release/heartlink serve "$@"
}
