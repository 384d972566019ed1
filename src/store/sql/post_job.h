// SPDX-License-Identifier: Apache-2.0
// Appends one message to its room's log, or finds that it is there already. Made by SqlMessages, run by the
// writer.
#pragma once

#include <optional>
#include <string>

#include "filter/filter.h"
#include "store/message_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

class PostJob final : public AnsweredJob<Posted> {
 public:
  // Hashes the body here, on the asker's thread.
  // `filter` outlives it; none: nothing is held back or marked.
  PostJob(NewMessage message, const filter::Filter* filter, base::Done<Posted> done);

  [[nodiscard]] std::string_view room() const override { return message_.room.value; }
  [[nodiscard]] std::size_t bytes() const override;
  void publish(model::Parcel& parcel) override;

 protected:
  base::Result<Posted> write(WriteScope& scope) override;

 private:
  [[nodiscard]] std::optional<base::Result<Posted>> stored(WriteScope& scope) const;
  [[nodiscard]] model::Face author(const WriteScope& scope) const;
  [[nodiscard]] model::Caution caution_in(const WriteScope& scope) const;

  NewMessage message_;
  const filter::Filter* filter_;
  std::string body_hash_;
};

}  // namespace heartlink::store::sql
