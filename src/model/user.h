// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/clock.h"
#include "model/ids.h"

namespace heartlink::model {

struct User {
  UserId id;
  std::string name;
  bool staff = false;
  bool disabled = false;
  base::WallTime created_at;
};

// Who is behind a request: a browser's session, or a program's access token.
struct Principal {
  User user;
  bool bearer = false;             // a program: no Origin and no CSRF check
  base::WallTime expires_at;       // of the session; zero for a token
  std::string secret_hash;         // SHA-256 of the secret: the sign-in's name inside the server
};

}  // namespace heartlink::model
