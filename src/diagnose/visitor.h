// SPDX-License-Identifier: Apache-2.0
// The person as whom the doctor goes: signs in through the front door as a browser's page does, keeps the
// cookies, and says who the server takes it for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "diagnose/door.h"
#include "diagnose/replies.h"

namespace heartlink::diagnose {

// Nobody is a way to see that the door holds.
struct Nobody {};
struct PasswordOf {
  std::string name;
  std::string password;
};
struct SessionOf {
  std::string name;
  std::string secret;  // of the session cookie
};
struct BearerOf {
  std::string name;  // empty: whoever the token speaks for
  std::string token;
};
using Credentials = std::variant<Nobody, PasswordOf, SessionOf, BearerOf>;

// Nothing is wrong, or what is.
using Verdict = std::optional<Trouble>;

// `{"success":true,…}` with 200.
[[nodiscard]] bool succeeded(const Reply& reply);

class Visitor {
 public:
  // `secure`: the address is https. The door outlives it.
  Visitor(Door& door, bool secure) : door_(door), secure_(secure), cookies_(secure) {}

  // Signs in where there is a password, then asks who is signed in: it must be the same person, or the cookie
  // was lost on the way. Whatever the server refuses keeps its code.
  [[nodiscard]] Verdict introduce(const Credentials& credentials);

  // Ends the session that introduce() began, if it did: a check leaves no sign-in behind. What comes of it is
  // not looked at.
  void leave();

  // Of every request of this person.
  [[nodiscard]] Headers headers() const;

  // Who is signed in, as the server spells it.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] Verdict sign_in(const PasswordOf& person);
  [[nodiscard]] Headers headers_with_token() const;
  [[nodiscard]] Verdict ask_name(bool just_signed_in);
  [[nodiscard]] Trouble lost_cookie(std::string_view what) const;
  [[nodiscard]] bool is_other(std::string_view name) const;

  Door& door_;
  bool secure_;
  CookieJar cookies_;
  std::string token_ = {};
  std::string name_ = {};
  bool signed_in_ = false;
};

}  // namespace heartlink::diagnose
