// SPDX-License-Identifier: Apache-2.0
// An open socket, seen from the client: texts out, texts in, pings answered. Made by net/door_client.cc once
// the server has agreed to the upgrade.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/random.h"
#include "diagnose/door.h"
#include "net/door_frames.h"
#include "net/door_stream.h"

namespace heartlink::net {

class DoorLine final : public diagnose::Line {
 public:
  // `carried`: what came behind the answer to the upgrade. `random` outlives it. `step` is what sending may
  // take, and the goodbye.
  DoorLine(std::unique_ptr<DoorStream> stream, std::string_view carried, base::Random& random,
           std::chrono::milliseconds step);

  base::Result<void> send(std::string_view text) override;
  base::Result<diagnose::Heard> receive(std::chrono::milliseconds within) override;
  void close() override;

 private:
  base::Result<void> write(protocol::Opcode opcode, std::string_view payload);
  // The next text or the end, within the time that is left.
  base::Result<diagnose::Heard> listen();
  // What `message` means to the one who listens; nothing for a pong or an answered ping.
  std::optional<diagnose::Heard> heard(ServerFrames::Message message);

  std::unique_ptr<DoorStream> stream_;
  base::Random& random_;
  std::chrono::milliseconds step_;
  ServerFrames frames_;
  bool ended_ = false;
};

}  // namespace heartlink::net
