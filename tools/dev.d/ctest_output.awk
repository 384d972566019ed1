# SPDX-License-Identifier: Apache-2.0
#
# Reads `ctest -V`, prints what `ctest --output-on-failure` would, and besides every line `kills=…` of a test.

/^[0-9]+: / {
  number = $1 + 0
  line = substr($0, index($0, ": ") + 2)
  if (line ~ /^kills=/) print line
  kept[number] = kept[number] line "\n"
  fflush()
  next
}

/^[0-9 ]+\/[0-9]+ Test +#[0-9]+:/ {
  print
  match($0, /#[0-9]+/)
  number = substr($0, RSTART + 1, RLENGTH - 1) + 0
  if ($0 !~ / Passed /) printf "%s", kept[number]
  delete kept[number]
  fflush()
  next
}

/^test [0-9]+$/ || /^ +Start +[0-9]+:/ || /^UpdateCTestConfiguration/ || /^Constructing/ || /^Done constructing/ { next }
/^Internal ctest/ || /^Added 0 tests/ || /^Updating test list/ || /^Checking test dep/ || /^ *$/ { next }

{ print; fflush() }
