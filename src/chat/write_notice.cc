// SPDX-License-Identifier: Apache-2.0
#include "chat/write_notice.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "chat/allowance.h"
#include "chat/measure.h"

namespace heartlink::chat {

using base::Code;

void WriteNotice::run(model::User user, std::string_view title, std::string_view text,
                      base::Done<std::int64_t> done) const {
  const auto body = base::trimmed(text);
  if (body.empty()) return done.post(base::fail(Code::content_empty));
  std::string content{base::trimmed(title)};
  if (!content.empty()) content += '\n';
  content += body;
  if (is_too_long(content, limits_)) return done.post(base::fail(Code::content_too_long));
  if (auto hasty = refuse_message(registry_, user.id, clock_.now(), limits_)) {
    return done.post(std::move(*hasty));
  }
  people_.notify(std::move(user), std::move(content), std::move(done));
}

}  // namespace heartlink::chat
