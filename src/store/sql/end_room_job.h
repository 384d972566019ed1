// SPDX-License-Identifier: Apache-2.0
// Ends a room: its last entry and its status in one transaction. Made by SqlRooms, run by the writer.
#pragma once

#include <string>

#include "model/ids.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

class EndRoomJob final : public AnsweredJob<model::EntryId> {
 public:
  EndRoomJob(model::RoomId room, std::string reason, base::Done<model::EntryId> done);

  [[nodiscard]] std::string_view room() const override { return room_.value; }
  [[nodiscard]] std::size_t bytes() const override;
  [[nodiscard]] bool answers_last() const override { return true; }
  void publish(model::Parcel& parcel) override;

 protected:
  base::Result<model::EntryId> write(WriteScope& scope) override;

 private:
  model::RoomId room_;
  std::string reason_;
  base::WallTime at_;
};

}  // namespace heartlink::store::sql
