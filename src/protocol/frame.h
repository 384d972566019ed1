// SPDX-License-Identifier: Apache-2.0
//
// One WebSocket frame from server to client (RFC 6455 §5.2): FIN set, never masked, written once and then
// shared by every socket that sends it. Each worker encodes its own frames, so the count of owners is a plain
// integer: a Frame never crosses a thread. Nobody changes its octets after it was made.
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace heartlink::protocol {

// RFC 6455 §11.8. From 8 on these are control frames.
enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

inline constexpr std::size_t control_payload_bytes_max = 125;
inline constexpr std::size_t close_reason_bytes_max = control_payload_bytes_max - 2;

// Octets in front of an unmasked payload of that size: 2, 4 or 10.
constexpr std::size_t frame_header_bytes(std::size_t payload_bytes) {
  return payload_bytes <= 125 ? 2 : payload_bytes <= 0xFFFF ? 4 : 10;
}

class Frame {
 public:
  // The empty frame, also what a moved-from frame is: no octets, sends nothing.
  Frame() = default;

  // One whole text message. The text must be valid UTF-8; it is not checked again. Throws std::length_error
  // (a bug of the caller) above 4 GiB.
  [[nodiscard]] static Frame text(std::string_view json);

  // A ping or pong of at most 125 octets; more is a bug of the caller: std::length_error.
  [[nodiscard]] static Frame control(Opcode opcode, std::string_view payload);

  // A close frame. The reason is cut to 123 octets between two characters. 1005, 1006 and 1015 must never be
  // sent (RFC 6455 §7.4.1): with one of them the frame carries no payload, so answering a 1005 with 1005
  // is safe.
  [[nodiscard]] static Frame close(std::uint16_t code, std::string_view reason);

  // What goes on the wire; lives as long as any copy of this frame.
  [[nodiscard]] std::string_view bytes() const { return block_ ? block_->bytes() : std::string_view{}; }

  // The octets after the header.
  [[nodiscard]] std::string_view payload() const;

  [[nodiscard]] bool empty() const { return block_ == nullptr; }

 private:
  // The owners' count, the size and then the octets, in one allocation of 8 + size.
  class Block : public boost::intrusive_ref_counter<Block, boost::thread_unsafe_counter> {
   public:
    static boost::intrusive_ptr<Block> make(std::size_t size);
    static void operator delete(void* block) { ::operator delete(block); }

    [[nodiscard]] char* data() { return reinterpret_cast<char*>(this + 1); }
    [[nodiscard]] std::string_view bytes() const { return {reinterpret_cast<const char*>(this + 1), size_}; }

   private:
    explicit Block(std::uint32_t size) : size_(size) {}

    std::uint32_t size_;
  };

  static Frame begin(Opcode opcode, std::size_t payload_bytes);
  [[nodiscard]] char* payload_begin();

  boost::intrusive_ptr<Block> block_;
};

}  // namespace heartlink::protocol
