// SPDX-License-Identifier: Apache-2.0
#include "chat/post_message.h"

#include <utility>

#include "base/text.h"
#include "chat/measure.h"

namespace heartlink::chat {

void PostMessage::run(const model::RoomId& room, const model::User& author, protocol::PostMessage message,
                      base::Done<store::Posted> done) const {
  const auto content = base::trimmed(message.content);
  if (content.empty()) return done.post(base::fail(base::Code::content_empty));
  if (is_too_long(content, limits_)) return done.post(base::fail(base::Code::content_too_long));
  store::NewMessage job;
  job.room = room;
  job.sender = author.id;
  job.sender_name = author.name;
  job.message_type = std::move(message.message_type);
  job.content.assign(content);
  job.client_id = std::move(message.client_id);
  job.reply_to = message.reply_to;
  store_.post(std::move(job), std::move(done));
}

}  // namespace heartlink::chat
