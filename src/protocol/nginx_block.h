// SPDX-License-Identifier: Apache-2.0
// What nginx needs in order to pass sockets on: one text for the error table and for every document, and how
// a hint ends with it. Its comments are names of nginx, so that it reads alike in every language.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace heartlink::protocol {

inline constexpr std::string_view nginx_block =
    "# http { }\n"
    "map $http_upgrade $connection_upgrade { default upgrade; '' close; }\n"
    "# server { }\n"
    "location / {\n"
    "  proxy_pass http://127.0.0.1:8000;\n"
    "  proxy_http_version 1.1;\n"
    "  proxy_set_header Upgrade $http_upgrade;\n"
    "  proxy_set_header Connection $connection_upgrade;\n"
    "  proxy_set_header Host $http_host;\n"
    "  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
    "  proxy_set_header X-Forwarded-Proto $scheme;\n"
    "}";

// `Lead`, a line end, and the block; made while compiling.
template <const std::string_view& Lead>
struct WithNginxBlock {
  static constexpr auto chars = [] {
    std::array<char, Lead.size() + 1 + nginx_block.size()> out{};
    auto* end = std::copy(Lead.begin(), Lead.end(), out.data());
    *end++ = '\n';
    std::copy(nginx_block.begin(), nginx_block.end(), end);
    return out;
  }();
  static constexpr std::string_view text{chars.data(), chars.size()};
};

}  // namespace heartlink::protocol
