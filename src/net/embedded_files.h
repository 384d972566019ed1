// SPDX-License-Identifier: Apache-2.0
// The web client inside the binary: every file of the built client with its gzip and brotli forms, made at
// build time by web/embed.mjs. static_files asks for it once at start-up; nobody changes or frees it. The
// definition is generated, so tests that need files of their own pass a span and do not link it.
#pragma once

#include <span>
#include <string_view>

namespace heartlink::net {

// All views point into the program's read-only data and live as long as the process.
struct EmbeddedFile {
  std::string_view path;        // decoded URL path: "/index.html", "/assets/index-abc.js"
  std::string_view media_type;  // the whole Content-Type value
  // Strong and quoted, from the identity bytes. A strong validator names one representation (RFC 9110
  // §8.8.3), so a coded answer needs one of its own, for example this one with `-gz` or `-br` before the
  // closing quote.
  std::string_view etag;
  bool immutable;               // the name holds a content hash: cache for a year, never ask again
  std::string_view identity;
  std::string_view gzip;        // empty when not smaller than identity
  std::string_view brotli;      // empty when not smaller than identity
};

// Sorted by path in byte order, no path twice. Always holds "/index.html", the shell: it answers every page
// route with 200 and every unknown page with 404 (the client then shows its own "no such page"). Beside it
// may stand "/index.light.html" and "/index.dark.html", the same page for whoever chose a theme.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace heartlink::net
