// SPDX-License-Identifier: Apache-2.0
// `heartlink match status` and `match explain`: what a running server's matching does now. Called by
// cli/match.cc.
#pragma once

#include "cli/program.h"

namespace CLI {
class App;
}

namespace heartlink::cli {

void add_match_status(CLI::App& match, Program& program);
void add_match_explain(CLI::App& match, Program& program);

}  // namespace heartlink::cli
