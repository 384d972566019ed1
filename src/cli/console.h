// SPDX-License-Identifier: Apache-2.0
// What a command reads and writes: data on `out`, messages on `err`, secrets from `in`. Every command ends
// through the exit codes below.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "cli/texts.h"

namespace heartlink::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_config = 78;  // EX_CONFIG of sysexits.h

struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Lang lang = Lang::en;
};

// One line for people.
void tell(const Console& console, std::string_view line);

// One line of data.
void print(const Console& console, const boost::json::object& data);

// A text of an answer; empty when it is not there.
[[nodiscard]] std::string_view text_at(const boost::json::object& answer, std::string_view key);

// Says what was refused, why, and what helps: as text, or with `as_json` as the object itself, on `err`
// either way. Returns the exit code that fits.
int complain(const Console& console, const boost::json::object& refusal, bool as_json);
int complain(const Console& console, const base::Error& error, bool as_json);

// The same for a command line that makes no sense: a sentence in the console's language, and the command
// whose help tells more ("heartlink user create").
int complain_usage(const Console& console, const std::string& sentence, std::string_view command,
                   bool as_json);

// The first line of `in` without its line end, at most 4 KiB of it. Error: usage, when there is none.
[[nodiscard]] base::Result<std::string> read_secret(const Console& console);

// The same of a file. Error: usage.
[[nodiscard]] base::Result<std::string> read_secret_file(const std::string& path);

}  // namespace heartlink::cli
