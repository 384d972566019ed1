// SPDX-License-Identifier: Apache-2.0
// The web client, from inside the binary: compressed beforehand, hashed names cached for ever, the rest by
// ETag.
#pragma once

#include <map>
#include <span>
#include <string_view>

#include "net/embedded_files.h"
#include "protocol/http.h"

namespace heartlink::net {

class StaticFiles {
 public:
  explicit StaticFiles(std::span<const EmbeddedFile> files);

  [[nodiscard]] bool has(std::string_view path) const { return files_.contains(path); }

  // Answers with `response.file`: chooses the encoding the client takes, sets type and ETag, adds to Vary
  // and, unless it is set, Cache-Control; turns a 200 into a 304 when the client has it. Returns the body's
  // bytes; `response.file` must be there (has()), else 404 and no bytes.
  std::string_view fill(protocol::Response& response, const protocol::Request& request) const;

 private:
  std::map<std::string_view, EmbeddedFile, std::less<>> files_;
};

}  // namespace heartlink::net
