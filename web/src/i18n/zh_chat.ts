// SPDX-License-Identifier: Apache-2.0
// The Chinese sentences that it takes to read a room and to write there. The others are in zh_chat_more.ts.
export const zhChat = {
  'chat.back': '返回',
  'chat.list': '聊天记录',
  'chat.skip': '跳到输入框',
  'chat.plate': '房间号',
  'chat.copy_link': '复制房间链接',

  'chat.status.lost': '连接断开',
  'chat.status.typing_other': '对方正在输入',
  'chat.status.typing_one': '{name} 正在输入',
  'chat.status.typing_many': '{n} 人正在输入',
  'chat.status.online': '在线',
  'chat.status.offline': '离线',
  'chat.status.count': '{n} 人在线',
  'chat.start': '从这里开始',
  'chat.pruned': '更早的消息已过保留期',
  'chat.unread_line': '以下是新消息',

  'chat.you': '你',
  'chat.message_name': '{name}：{text}，{time}',
  'chat.state.queued': '等待网络',
  'chat.state.sending': '发送中',
  'chat.state.sent': '已发送',
  'chat.state.delivered': '已送达',
  'chat.state.read': '已读',
  'chat.state.failed': '没有发出',

  'chat.actions': '这条消息',
  'chat.quote_recalled': '消息已撤回',
  'chat.quote_gone': '更早的一条消息',

  'chat.message': '消息',
  'chat.placeholder': '输入消息',
  'chat.send': '发送',
} as const;
