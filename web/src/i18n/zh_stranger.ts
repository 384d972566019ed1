// SPDX-License-Identifier: Apache-2.0
// The Chinese sentences of a room of two who were matched: aliases, how it ends, and what the site's filter says.
// `chat.failed.message_held.<reason>` and `caution.<reason>` follow the reasons of the server.
export const zhStranger = {
  'stranger.title': '和陌生人的对话',
  'stranger.alias': '这里你叫 {name}，双方公开身份后才显示用户名',
  'stranger.open': '双方都保留联系后，这段对话不会删除',
  'stranger.reveal': '公开身份',
  'stranger.reveal_sure': '确定公开？不能收回',
  'stranger.reveal_theirs': '公开身份（对方已愿意）',
  'stranger.reveal_mine': '你已公开，等对方',
  'stranger.keep': '保留联系',
  'stranger.keep_theirs': '保留联系（对方已愿意）',
  'stranger.keep_mine': '你已保留，等对方',

  'stranger.ended_theirs': '对方结束了对话',
  'stranger.again': '再匹配一次',
  'stranger.back': '返回',
  'stranger.deleted_at': '记录将在 {time} 删除',

  'caution.own.contact': '别急着交换联系方式，多聊聊再决定',
  'caution.own.link': '陌生人发的链接，对方未必敢点',
  'caution.own.money': '别和刚认识的人谈转账',
  'caution.own.word': '这句话里有本站提醒留意的词',
  'caution.peer.contact': '对方提到了联系方式，小心受骗',
  'caution.peer.link': '对方发了链接，别轻易点开，小心受骗',
  'caution.peer.money': '对方提到了转账，小心受骗',
  'caution.peer.word': '这句话里有本站提醒留意的词，小心受骗',

  'chat.failed.message_held.contact': '没有发出。和陌生人聊天不能发联系方式',
  'chat.failed.message_held.link': '没有发出。和陌生人聊天不能发链接',
  'chat.failed.message_held.money': '没有发出。和陌生人聊天不能谈转账',
  'chat.failed.message_held.word': '没有发出。里面有本站不允许的词',
  'chat.failed.message_held': '没有发出。本站不允许这样的内容',
} as const;
