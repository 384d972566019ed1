// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_messages.h"

#include <memory>
#include <utility>

#include "store/sql/marks.h"
#include "store/sql/news_job.h"
#include "store/sql/post_job.h"
#include "store/sql/read_log.h"
#include "store/sql/recall.h"

namespace heartlink::store::sql {

void SqlMessages::post(NewMessage message, base::Done<Posted> done) {
  engine_.writer.submit(std::make_unique<PostJob>(std::move(message), engine_.filter, std::move(done)));
}

void SqlMessages::recall(NewRecall recall, base::Done<Posted> done) {
  JobTraits traits;
  traits.room = recall.room.value;
  auto write = [window = engine_.recall_window, recall = std::move(recall)](WriteScope& scope,
                                                                            model::Parcel& news) {
    return write_recall(scope, news, recall, window);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<Posted>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlMessages::mark(NewMark mark, base::Done<Marked> done) {
  JobTraits traits;
  traits.room = mark.room.value;
  auto write = [&limits = engine_.limits, mark = std::move(mark)](WriteScope& scope, model::Parcel& news) {
    return write_mark(scope, news, limits, mark);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<Marked>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlMessages::resume(ResumeQuery query, base::Done<Resume> done) {
  engine_.readers.ask<Resume>(std::move(done),
                              [&engine = engine_, query = std::move(query)](Connection& connection) {
                                return read_resume(connection, engine, query);
                              });
}

void SqlMessages::page(PageQuery query, base::Done<Page> done) {
  engine_.readers.ask<Page>(std::move(done),
                            [&engine = engine_, query = std::move(query)](Connection& connection) {
                              return read_page(connection, engine, query);
                            });
}

}  // namespace heartlink::store::sql
