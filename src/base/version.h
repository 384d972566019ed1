// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which Heartlink this is. The body is written during the build (cmake/write_version.cmake), so that the
// commit is named without anyone keeping a number by hand. Called by `heartlink version`, /livez and the
// log's first line.

#include <string_view>

namespace heartlink::base {

// "0.1.0+1a2b3c4d5e6f": the project's version and the commit it was built from; only "0.1.0" when built
// outside a git checkout. Never empty, valid for the life of the program.
std::string_view version();

}  // namespace heartlink::base
