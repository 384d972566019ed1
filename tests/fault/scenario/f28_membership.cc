// SPDX-License-Identifier: Apache-2.0
// F28: TO BE WRITTEN
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {

int run_membership(RunOptions) { return 2; }

}  // namespace heartlink::fault
