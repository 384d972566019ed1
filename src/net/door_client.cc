// SPDX-License-Identifier: Apache-2.0
#include "net/door_client.h"

#include <openssl/evp.h>
#include <boost/beast/http.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/text.h"
#include "base/version.h"
#include "net/door_line.h"
#include "net/websocket_handshake.h"

namespace heartlink::net {
namespace {

namespace http = boost::beast::http;
using base::Code;
using base::Result;
using diagnose::Headers;
using diagnose::Opened;
using diagnose::Reply;

constexpr std::uint32_t head_bytes_max = 64 * 1024;
constexpr std::uint64_t body_bytes_max = 4 * 1024 * 1024;
constexpr std::size_t key_bytes = 16;

using Parser = http::response_parser<http::string_body>;

// Feeds what is in `bytes`; what belongs to the next answer stays there.
Result<void> feed(Parser& parser, std::string& bytes) {
  while (!bytes.empty() && !parser.is_done()) {
    boost::system::error_code error;
    const auto consumed = parser.put(boost::asio::buffer(bytes), error);
    bytes.erase(0, consumed);
    if (error == http::error::need_more) return {};
    if (error) return base::fail(Code::not_heartlink, "the answer is no HTTP: " + error.message());
  }
  return {};
}

Result<void> read_into(DoorStream& stream, Parser& parser, std::string& bytes) {
  bool came = !bytes.empty();
  for (;;) {
    const auto fed = feed(parser, bytes);
    if (fed.has_error()) return fed.error();
    if (parser.is_done()) return {};
    const auto more = stream.read(bytes);
    if (more.has_error()) return more.error();
    came = came || !bytes.empty();
    if (*more) continue;
    if (!came) return base::fail(Code::server_unreachable, "the connection was closed without an answer");
    boost::system::error_code error;
    parser.put_eof(error);
    if (error) return base::fail(Code::not_heartlink, "the answer is no HTTP: " + error.message());
    return {};
  }
}

// The next final answer; 1xx before it are skipped, but for 101 (RFC 9110 §15.2). What came behind it is left
// in `bytes`.
Result<Reply> read_reply(DoorStream& stream, std::string& bytes) {
  constexpr int interim_max = 8;
  for (int i = 0; i < interim_max; ++i) {
    Parser parser;
    parser.eager(true);
    parser.header_limit(head_bytes_max);
    parser.body_limit(body_bytes_max);
    const auto read = read_into(stream, parser, bytes);
    if (read.has_error()) return read.error();
    auto& message = parser.get();
    if (message.result_int() / 100 == 1 && message.result() != http::status::switching_protocols) continue;
    Reply reply;
    reply.status = message.result_int();
    for (const auto& field : message) {
      reply.headers.emplace_back(base::ascii_lower({field.name_string().data(), field.name_string().size()}),
                                 std::string{field.value().data(), field.value().size()});
    }
    reply.body = std::move(message.body());
    return reply;
  }
  return base::fail(Code::not_heartlink, "no final answer");
}

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const auto* from = reinterpret_cast<const unsigned char*>(bytes.data());
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), from, static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

// Without leading zeros; empty when it is no port.
std::string port_of(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) return {};
  return std::to_string(port);
}

base::Error bad_url(std::string_view url) {
  return base::fail(Code::usage,
                    "--url wants http://host[:port] or https://…, not \"" + std::string{url} + "\"");
}

}  // namespace

Result<DoorAddress> parse_door_url(std::string_view url) {
  const auto parsed = boost::urls::parse_uri(url);
  if (parsed.has_error()) return bad_url(url);
  const auto& parts = *parsed;
  const bool secure = parts.scheme_id() == boost::urls::scheme::https;
  if (!secure && parts.scheme_id() != boost::urls::scheme::http) return bad_url(url);
  const bool bare = parts.encoded_path().empty() || parts.encoded_path() == "/";
  if (!bare || parts.has_query() || parts.has_fragment() || parts.has_userinfo()) return bad_url(url);
  const std::string usual = secure ? "443" : "80";
  const auto port = parts.port().empty() ? usual : port_of({parts.port().data(), parts.port().size()});
  if (parts.host().empty() || port.empty()) return bad_url(url);

  const auto encoded = parts.encoded_host();
  DoorAddress address;
  address.authority = base::ascii_lower({encoded.data(), encoded.size()});
  address.target.host = parts.host_type() == boost::urls::host_type::name ? address.authority
                                                                          : std::string{parts.host_address()};
  address.target.secure = secure;
  address.target.port = port;
  if (address.target.port != usual) address.authority += ":" + address.target.port;
  return address;
}

std::string DoorClient::head_of(std::string_view method, std::string_view path,
                                const Headers& headers) const {
  std::string head;
  head.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: ").append(address_.authority);
  head.append("\r\nUser-Agent: heartlink-doctor/").append(base::version()).append("\r\n");
  for (const auto& [name, value] : headers) head.append(name).append(": ").append(value).append("\r\n");
  return head;
}

Result<Reply> DoorClient::ask(std::string_view method, std::string_view path, const Headers& headers,
                              std::string_view body) {
  auto stream = DoorStream::connect(address_.target, step_);
  if (stream.has_error()) return stream.error();
  auto request = head_of(method, path, headers) + "Connection: close\r\n";
  if (!body.empty() || method != "GET") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  request.append("\r\n").append(body);
  (*stream)->limit(step_);
  const auto written = (*stream)->write(request);
  if (written.has_error()) return written.error();
  std::string bytes;
  return read_reply(**stream, bytes);
}

Result<Opened> DoorClient::open_socket(std::string_view path, const Headers& headers) {
  auto stream = DoorStream::connect(address_.target, step_);
  if (stream.has_error()) return stream.error();
  const auto key = base64(random_.bytes(key_bytes));
  const auto request = head_of("GET", path, headers) +
                       "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
                       "Sec-WebSocket-Key: " + key + "\r\n\r\n";
  (*stream)->limit(step_);
  const auto written = (*stream)->write(request);
  if (written.has_error()) return written.error();
  std::string bytes;
  auto reply = read_reply(**stream, bytes);
  if (reply.has_error()) return reply.error();
  if (reply->status != 101) return Opened{std::move(*reply)};
  if (reply->header("sec-websocket-accept") != accept_key(key))
    return base::fail(Code::not_heartlink, "101 with a wrong Sec-WebSocket-Accept");
  return Opened{std::make_unique<DoorLine>(std::move(*stream), bytes, random_, step_)};
}

}  // namespace heartlink::net
