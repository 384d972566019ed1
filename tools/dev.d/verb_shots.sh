# SPDX-License-Identifier: Apache-2.0
# [PART]: photograph every screen (or those named *PART*) into shots/; fails when a picture is missing

verb_shots() {
  need_packages build e2e
  verb_build
  need_web_packages
  (cd web && HEARTLINK_SHOTS=${1:-} npx --no-install playwright test -c ../tests/e2e/shots)
}
