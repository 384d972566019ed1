// SPDX-License-Identifier: Apache-2.0
#include "net/byte_stream.h"

#include <array>
#include <optional>

#include <gtest/gtest.h>

#include "net/testing/loopback.h"

namespace heartlink::net {
namespace {

using Status = ByteStream::Status;

class ByteStreamTest : public ::testing::Test {
 protected:
  ByteStreamTest() {
    auto [socket, client] = loop_.connect();
    peer_ = std::move(client);
    stream_.emplace(std::move(socket), ConnectionCount::Place{loop_.connections});
  }

  ByteStream::Io write(std::string_view text) {
    const iovec piece{const_cast<char*>(text.data()), text.size()};
    return stream_->write_some(std::span{&piece, 1});
  }
  // Reads once something is there.
  ByteStream::Io read(std::span<char> into) {
    ByteStream::Io io{Status::would_block, 0};
    for (int i = 0; i < 1000 && io.status == Status::would_block; ++i) {
      io = stream_->read_some(into);
      if (io.status == Status::would_block) peer_->wait_briefly();
    }
    return io;
  }

  testing::Loopback loop_;
  std::unique_ptr<testing::Peer> peer_;
  std::optional<ByteStream> stream_;
};

TEST_F(ByteStreamTest, nothing_to_read_would_block_and_something_is_read) {
  std::array<char, 16> buffer{};
  EXPECT_EQ(stream_->read_some(buffer).status, Status::would_block);
  EXPECT_TRUE(peer_->send("hello"));
  const auto io = read(buffer);
  EXPECT_EQ(io.status, Status::ok);
  EXPECT_EQ(std::string_view(buffer.data(), io.bytes), "hello");
}

TEST_F(ByteStreamTest, the_pieces_of_a_write_arrive_as_one) {
  const std::array<iovec, 3> pieces{iovec{const_cast<char*>("ab"), 2}, iovec{nullptr, 0},
                                    iovec{const_cast<char*>("cd"), 2}};
  EXPECT_EQ(stream_->write_some(pieces).bytes, 4U);
  EXPECT_TRUE(loop_.until(*peer_, [&] { return peer_->got == "abcd"; }));
}

TEST_F(ByteStreamTest, the_end_of_the_peer_is_closed_and_so_is_a_write_to_nobody) {
  peer_->hang_up();
  std::array<char, 16> buffer{};
  EXPECT_EQ(read(buffer).status, Status::closed);
  auto io = write("x");
  for (int i = 0; i < 1000 && io.status == Status::ok; ++i) io = write("x");
  EXPECT_EQ(io.status, Status::closed);
}

TEST_F(ByteStreamTest, a_peer_that_does_not_read_makes_writing_block_within_the_send_buffer) {
  stream_->limit_send_buffer(8 * 1024);
  const std::string big(64 * 1024, 'x');
  std::size_t written = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto io = write(big);
    if (io.status == Status::would_block) break;
    ASSERT_EQ(io.status, Status::ok);
    written += io.bytes;
  }
  EXPECT_EQ(write(big).status, Status::would_block);
  EXPECT_GT(stream_->unsent(), 0U);
  EXPECT_LE(stream_->unsent(), 128U * 1024)
      << "the kernel takes more than it is asked for, but not megabytes";
  EXPECT_TRUE(loop_.until(*peer_, [&] { return peer_->got.size() == written; }));
  EXPECT_EQ(stream_->unsent(), 0U);
}

TEST_F(ByteStreamTest, after_our_fin_what_was_written_still_arrives) {
  EXPECT_EQ(write("last words").status, Status::ok);
  stream_->shutdown_send();
  EXPECT_TRUE(loop_.until(*peer_, [&] { return peer_->ended; }));
  EXPECT_EQ(peer_->got, "last words");
}

TEST_F(ByteStreamTest, closing_wakes_whoever_waits_and_is_harmless_twice) {
  std::optional<boost::system::error_code> woken;
  stream_->async_wait(ByteStream::Wait::wait_read,
                      [&](const boost::system::error_code& error) { woken = error; });
  stream_->close();
  stream_->close();
  loop_.turn_loop();
  ASSERT_TRUE(woken.has_value());
  EXPECT_EQ(*woken, boost::asio::error::operation_aborted);
  std::array<char, 4> buffer{};
  EXPECT_EQ(stream_->read_some(buffer).status, Status::closed);
  EXPECT_EQ(write("x").status, Status::closed);
}

TEST_F(ByteStreamTest, a_place_is_given_back_once) {
  EXPECT_EQ(loop_.connections.open(), 1U);
  {
    const ByteStream moved{std::move(*stream_)};
    EXPECT_EQ(loop_.connections.open(), 1U);
  }
  EXPECT_EQ(loop_.connections.open(), 0U);
  stream_.reset();
  EXPECT_EQ(loop_.connections.open(), 0U);
}

TEST(ConnectionCount, it_is_full_at_its_limit) {
  ConnectionCount count{1};
  EXPECT_FALSE(count.full());
  const ConnectionCount::Place place{count};
  EXPECT_TRUE(count.full());
}

}  // namespace
}  // namespace heartlink::net
