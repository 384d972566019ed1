// SPDX-License-Identifier: Apache-2.0
#include "wire.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cstring>

namespace heartlink::raw {
namespace {

// RFC 6455 §1.3.
constexpr std::string_view handshake_guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::string_view path_begin = "GET /ws/chat/";
constexpr std::string_view key_header = "Sec-WebSocket-Key: ";
constexpr std::string_view content_key = R"("content":")";
constexpr std::string_view client_id_key = R"("client_id":")";
constexpr std::size_t mask_bytes = 4;

std::string accept_of(std::string_view key) {
  std::string joined{key};
  joined += handshake_guid;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(joined.data(), joined.size(), digest.data(), &size, EVP_sha1(), nullptr);
  std::array<unsigned char, 64> text{};
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length)};
}

void append_text_frame(std::string& out, std::string_view payload) {
  out.push_back('\x81');
  if (payload.size() < 126) {
    out.push_back(static_cast<char>(payload.size()));
  } else {
    out.push_back(126);
    out.push_back(static_cast<char>(payload.size() >> 8U));
    out.push_back(static_cast<char>(payload.size() & 0xFFU));
  }
  out += payload;
}

// The text behind the key up to the next quote; empty when the key is not there.
std::string_view value_of(std::string_view text, std::string_view key) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + key.size());
  return rest.substr(0, rest.find('"'));
}

}  // namespace

std::string welcome(std::string_view request, std::int64_t last_id) {
  const std::size_t at = request.find(key_header);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = request.substr(at + key_header.size());
  std::string out = fmt::format(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: {}\r\n\r\n",
      accept_of(rest.substr(0, rest.find('\r'))));
  append_text_frame(out, fmt::format(R"({{"type":"connection_established","last_id":{}}})", last_id));
  return out;
}

std::string_view room_of(std::string_view request) {
  if (request.substr(0, path_begin.size()) != path_begin) return {};
  const std::string_view rest = request.substr(path_begin.size());
  return rest.substr(0, rest.find_first_of("/? "));
}

std::optional<ClientFrame> take_frame(char* received, std::size_t size) {
  if (size < 2) return std::nullopt;
  const auto octet = [received](std::size_t at) { return static_cast<unsigned char>(received[at]); };
  std::size_t length = octet(1) & 0x7FU;
  std::size_t header = 2;
  if (length == 126) {
    if (size < 4) return std::nullopt;
    length = std::size_t{octet(2)} << 8U | octet(3);
    header = 4;
  }
  if (size < header + mask_bytes + length) return std::nullopt;
  char* const payload = received + header + mask_bytes;
  for (std::size_t i = 0; i < length; ++i) payload[i] ^= received[header + i % mask_bytes];
  return ClientFrame{octet(0) & 0x0FU, {payload, length}, header + mask_bytes + length};
}

bool answer(std::string_view command, std::int64_t id, std::string& acks, std::string& batch) {
  const std::string_view content = value_of(command, content_key);
  const std::string_view client_id = value_of(command, client_id_key);
  if (content.empty() || client_id.empty()) return false;
  constexpr std::string_view time = "2026-01-01T00:00:00.000000+00:00";
  append_text_frame(acks,
                    fmt::format(R"({{"type":"ack","client_id":"{}","id":{},"created_at":"{}","dup":false}})",
                                client_id, id, time));
  append_text_frame(
      batch, fmt::format(
                 R"({{"type":"chat_message","id":{},"message":{{"id":{},"sender":"bench","sender_id":1,)"
                 R"("sender_avatar":"","content":"{}","message_type":"text","file_url":"","created_at":"{}",)"
                 R"("is_own":false,"is_read":false,"reply_to":null}}}})",
                 id, id, content, time));
  return true;
}

}  // namespace heartlink::raw
