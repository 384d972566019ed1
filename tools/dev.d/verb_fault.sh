# SPDX-License-Identifier: Apache-2.0
# [--smoke | --prove | match | F1 …] [--seed N]: nothing acknowledged is lost, nobody is matched twice; the checkers' proof

fault_words=(F1 F2 F4 F5 F6 F7 F10 F11 F12 F17 F18 F19 F20 F21 F22 F24 F26 F27 F28)
fault_smoke=(F1 F2 F6 F7 F11 F20 F22)

verb_fault() {
  local began=$SECONDS mode=all seed='' faults=()
  while (($#)); do
    case $1 in
      --smoke | --prove) mode=${1#--} ;;
      --seed)
        seed=${2:?--seed needs a number}
        shift
        ;;
      *) faults+=("$1") ;;
    esac
    shift
  done
  need_packages build test fault
  need_node
  if [[ $mode == prove ]]; then
    src/match/proof/prove.sh
    exec tests/fault/bugs/prove.sh
  fi
  # A smoke that failed must fail again; the whole run looks elsewhere each time, and prints where.
  [[ -n $seed ]] || { [[ $mode == smoke ]] && seed=1 || seed=$((RANDOM + 1)); }
  build_preset release heartlink fault_run fault_disk fault_simulation fault_preload fault_match
  export HEARTLINK=$PWD/build/release/heartlink
  mkdir -p build/fault
  fault_results=$(mktemp)
  # shellcheck disable=SC2064
  trap "rm -f '$fault_results'" EXIT
  if [[ ${faults[*]} == match ]]; then
    # shellcheck disable=SC2046
    exec build/release/tests/fault_match --seed "$seed" $([[ $mode == smoke ]] && echo --smoke)
  elif ((${#faults[@]})); then
    fault_runs "$seed" '' "${faults[@]}"
  elif [[ $mode == smoke ]]; then
    build/release/tests/fault_simulation --seeds 1000 --first "$seed"
    build/release/tests/fault_disk images --images 5000 --seed "$seed"
    build/release/tests/fault_match --smoke --seed "$seed"
    fault_runs "$seed" --smoke "${fault_smoke[@]}"
  else
    build/release/tests/fault_simulation --seeds 10000 --first "$seed"
    build/release/tests/fault_disk images --images 20000 --seed "$seed"
    build/release/tests/fault_disk errors --seed "$seed"
    build/release/tests/fault_match --seed "$seed"
    fault_runs "$seed" '' "${fault_words[@]}"
  fi
  fault_total
  echo "fault: passed in $((SECONDS - began)) s, seed $seed"
}

# The smoke takes turns with the workers, everything else has both.
fault_runs() {
  local seed=$1 smoke=$2 fault workers both=(1 4) turn=0
  shift 2
  for fault in "$@"; do
    for workers in "${both[@]}"; do
      if [[ -n $smoke && $fault != F1 && $workers != "${both[turn++ / 2 % 2]}" ]]; then continue; fi
      # shellcheck disable=SC2086
      as_root env HEARTLINK="$HEARTLINK" build/release/tests/fault_run run "$fault" --workers "$workers" \
        --seed "$seed" --folder build/fault $smoke | tee -a "$fault_results"
    done
  done
}

# What all runs together stand on.
fault_total() {
  awk '
    match($0, /0 of [0-9]+ acknowledged lost/) { split(substr($0, RSTART), word, " "); acknowledged += word[3]; runs++ }
    match($0, / kills=[0-9]+/) { kills += substr($0, RSTART + 7, RLENGTH - 7) }
    END { printf "fault: 0 of %d acknowledged lost in %d runs, kills=%d\n", acknowledged, runs, kills }
  ' "$fault_results"
}
