# SPDX-License-Identifier: Apache-2.0
# build the release binary: build/release/heartlink

verb_build() {
  need_packages build
  need_node
  build_preset release heartlink
  echo "built build/release/heartlink ($(build/release/heartlink version))"
}
