// SPDX-License-Identifier: Apache-2.0
#include "net/http_writer.h"

#include <array>
#include <ctime>

#include <fmt/format.h>
#include <boost/beast/http/status.hpp>

namespace heartlink::net {
namespace {

// IMF-fixdate, RFC 9110 §5.6.7.
std::string http_date(base::WallTime now) {
  const std::time_t seconds = now.seconds();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                     days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                     months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour,
                     parts.tm_min, parts.tm_sec);
}

}  // namespace

Rendered render(const protocol::Response& response, std::string_view file_body, bool is_head, bool keep_alive,
                base::WallTime now) {
  const std::string_view body = response.file.empty() ? std::string_view{response.body} : file_body;
  const std::string_view phrase =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
  Rendered out;
  out.head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, phrase, http_date(now));
  for (const auto& [name, value] : response.headers) {
    if (value.find_first_of("\r\n") == std::string::npos) out.head += fmt::format("{}: {}\r\n", name, value);
  }
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!bodiless) out.head += fmt::format("Content-Length: {}\r\n", body.size());
  out.head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  if (!is_head && !bodiless) out.body = body;
  return out;
}

}  // namespace heartlink::net
