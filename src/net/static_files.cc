// SPDX-License-Identifier: Apache-2.0
#include "net/static_files.h"

#include <algorithm>
#include <string>

namespace heartlink::net {
namespace {

// Is `coding` in an Accept-Encoding list, and not refused by q=0 (RFC 9110 §12.5.3)?
bool accepts(std::string_view list, std::string_view coding) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    const auto item = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    const auto semicolon = std::min(item.find(';'), item.size());
    if (protocol::without_blanks(item.substr(0, semicolon)) != coding) continue;
    const auto weight = protocol::without_blanks(item.substr(std::min(semicolon + 1, item.size())));
    return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000";
  }
  return false;
}

bool has_header(const protocol::Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& header) { return header.first == name; });
}

// Adds to what the file was chosen by already.
void vary_by_encoding(protocol::Response& response) {
  const auto vary =
      std::ranges::find(response.headers, "Vary", [](const auto& header) { return header.first; });
  if (vary == response.headers.end()) {
    response.set("Vary", "Accept-Encoding");
  } else {
    vary->second += ", Accept-Encoding";
  }
}

}  // namespace

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files) {
  for (const auto& file : files) files_.emplace(file.path, file);
}

std::string_view StaticFiles::fill(protocol::Response& response, const protocol::Request& request) const {
  const auto at = files_.find(response.file);
  if (at == files_.end()) {
    response.file.clear();
    response.status = 404;
    return {};
  }
  const auto& file = at->second;
  const auto encodings = request.header("accept-encoding");
  auto body = file.identity;
  // Each coding is another representation with a tag of its own (RFC 9110 §8.8.3).
  std::string tag{file.etag};
  const auto choose = [&](std::string_view coding, std::string_view bytes) {
    body = bytes;
    tag.insert(tag.size() - 1, std::string{"-"} + std::string{coding});
    response.set("Content-Encoding", std::string{coding});
  };
  if (!file.brotli.empty() && accepts(encodings, "br")) {
    choose("br", file.brotli);
  } else if (!file.gzip.empty() && accepts(encodings, "gzip")) {
    choose("gzip", file.gzip);
  }
  response.set("Content-Type", std::string{file.media_type});
  vary_by_encoding(response);
  response.set("ETag", tag);
  if (!has_header(response, "Cache-Control")) {
    response.set("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  }
  const auto known = request.header("if-none-match");
  if (response.status == 200 && (known == "*" || known.find(tag) != std::string_view::npos))
    response.status = 304;
  return body;
}

}  // namespace heartlink::net
