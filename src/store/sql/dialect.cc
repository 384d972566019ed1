// SPDX-License-Identifier: Apache-2.0
#include "store/sql/dialect.h"

namespace heartlink::store::sql {

std::string postgres_text(std::string_view sql) {
  std::string text;
  text.reserve(sql.size());
  char quote = 0;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    const char c = sql[at];
    if (quote != 0) {
      if (c == quote) quote = 0;  // a doubled quote closes and opens again: the same result
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '?' && at + 1 < sql.size() && sql[at + 1] >= '1' && sql[at + 1] <= '9') {
      text.push_back('$');
      continue;
    }
    text.push_back(c);
  }
  return text;
}

}  // namespace heartlink::store::sql
