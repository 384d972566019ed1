// SPDX-License-Identifier: Apache-2.0
// The shapes in which the front door answers: JSON, a redirect, a refusal that explains itself, the shell of
// the client.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/error.h"
#include "protocol/http.h"

namespace heartlink::api {

// JSON is always personal here: Cache-Control no-store.
[[nodiscard]] protocol::Response json_answer(std::uint16_t status, const boost::json::object& body);

// `{success:false, code, error, hint, …}` with the row's status. `error` is the contract's Chinese text to
// the character, whatever Accept-Language says: old pages branch on it, new ones translate by `code`.
[[nodiscard]] boost::json::object refusal_body(const base::Error& error);
// An ended room is told twice: old pages look for `room_ended`.
[[nodiscard]] protocol::Response refusal(const base::Error& error);
// The same in the contract's own words for one address, with the keys that its pages read besides.
[[nodiscard]] protocol::Response refusal_with(const base::Error& error, std::string_view text,
                                              const boost::json::object& more = {});

// A refused socket: with the id of its row in the handshake log and, `to_owner`, with what the owner can do
// about it, in the language that the request prefers.
[[nodiscard]] protocol::Response admission_refusal(const protocol::Request& request, const base::Error& error,
                                                   const std::string& diagnosis_id, bool to_owner);

// 302, or 301 with `permanent`.
[[nodiscard]] protocol::Response redirect(const std::string& location, bool permanent = false);

// The client's shell; it reads the address and draws the page.
[[nodiscard]] protocol::Response shell(std::uint16_t status = 200);

// A file that is the shell, in one theme or another: it has the addresses of pages and none of its own.
[[nodiscard]] bool is_shell(std::string_view file);

// If this is the shell: in the theme that the visitor chose (the cookie `heartlink_theme`), so that no page
// begins in the other one; without a choice, or where there is no such file, as it is.
void put_on_theme(protocol::Response& response, const protocol::Request& request,
                  const std::function<bool(std::string_view)>& has_file);

// Where a person goes after signing in: `next` if it is a path of this site, else the chats.
[[nodiscard]] std::string destination(const protocol::Request& request);

// Percent-encodes everything but unreserved characters and `/` (RFC 3986 §2.3).
[[nodiscard]] std::string percent_encoded(std::string_view text);

// The same for one segment of a path: a `/` in it is encoded too.
[[nodiscard]] std::string segment_encoded(std::string_view text);

}  // namespace heartlink::api
