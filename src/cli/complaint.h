// SPDX-License-Identifier: Apache-2.0
// What is wrong with a command line, as a sentence for people in either language; CLI11 knows only one, and
// none of the near misses. Called by cli/program.cc; pure.
#pragma once

#include <string>

#include "cli/texts.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace heartlink::cli {

// `reached` is the innermost subcommand of `app` that was named before the mistake.
[[nodiscard]] std::string complaint(const CLI::App& app, const CLI::App& reached,
                                    const CLI::ParseError& error, Lang lang);

}  // namespace heartlink::cli
