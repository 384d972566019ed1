// SPDX-License-Identifier: Apache-2.0
// Rows of what a report can be refused for, when it comes in and when an operator settles it.
// Part of the one table that protocol/errors.cc puts together; included by it only.
#pragma once

#include "protocol/errors.h"

namespace heartlink::protocol::rows {

using base::Code;

inline constexpr ErrorRow reports[] = {
    {Code::reason_invalid, 400, "reason_invalid", "请选择举报的原因", "Choose a reason for the report",
     "选一个原因再提交。", "Choose one of the reasons, then send it.",
     "reason 是 sexual、harassment、fraud、self_harm、minors 或 illegal。改客户端。",
     "reason is sexual, harassment, fraud, self_harm, minors or illegal. Mend the client."},
    {Code::note_too_long, 400, "note_too_long", "说明太长", "The note is too long", "写短一些再提交。",
     "Make it shorter, then send it.", "超过了 limits.report_note_graphemes。需要更长就调大它。",
     "Over limits.report_note_graphemes. Raise it for longer ones."},
    {Code::already_reported, 409, "already_reported", "你已经举报过这段对话",
     "You have reported this conversation already", "管理员会查看，不用再报一次。",
     "It will be looked at. There is no need to send it again.",
     "同一个人在这个房间里对同一个人的举报还没有处理。用 heartlink reports list 查看，用 heartlink reports "
     "resolve 处理以后可以再报。",
     "The same person's report about the same one in this room is still open. heartlink reports list shows "
     "it; once heartlink reports resolve has settled it, another one can be sent."},
    {Code::report_not_found, 404, "report_not_found", "没有这个举报", "There is no such report", "检查编号。",
     "Check the number.", "没有这个编号的举报；heartlink reports list --all 列出所有编号。",
     "There is no report of this number; heartlink reports list --all shows all of them."},
    {Code::already_resolved, 409, "already_resolved", "这个举报已经处理过了",
     "This report has been settled already", "不用再处理一次。", "There is nothing left to do.",
     "它的结果没有改变；heartlink reports show N 显示结果。",
     "Its outcome stays as it is; heartlink reports show N shows it."},
};

}  // namespace heartlink::protocol::rows
