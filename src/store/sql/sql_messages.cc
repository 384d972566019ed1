// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_messages.h"

#include <memory>
#include <utility>

#include "store/sql/post_job.h"
#include "store/sql/read_log.h"

namespace heartlink::store::sql {

void SqlMessages::post(NewMessage message, base::Done<Posted> done) {
  engine_.writer.submit(std::make_unique<PostJob>(std::move(message), std::move(done)));
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
