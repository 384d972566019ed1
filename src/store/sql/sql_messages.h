// SPDX-License-Identifier: Apache-2.0
// The MessageStore over SQL: posts, recalls and marks go to the writer, resume and page to the readers.
#pragma once

#include "store/message_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlMessages final : public MessageStore {
 public:
  explicit SqlMessages(const Engine& engine) : engine_(engine) {}

  void post(NewMessage message, base::Done<Posted> done) override;
  void recall(NewRecall recall, base::Done<Posted> done) override;
  void mark(NewMark mark, base::Done<Marked> done) override;
  void resume(ResumeQuery query, base::Done<Resume> done) override;
  void page(PageQuery query, base::Done<Page> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
