// SPDX-License-Identifier: Apache-2.0
// The Chinese sentences that every page may need; each larger part of the client has a table of its own
// beside this one. `{name}` is a parameter. 你, not 您; say what happened, then what to do. `error.<code>`
// follows the server's codes.
export const zh = {
  'app.name': '心动链接',
  'app.description': '在自己的服务器上聊天、配对。登录后开始。',
  'app.noscript': '这个页面需要 JavaScript。请在浏览器设置里打开它，然后刷新。',
  'app.broken': '页面没有加载完整，可能刚刚更新过。刷新后再试。',
  'app.reload': '刷新',
  'app.update': '有新版本，刷新后生效',
  'app.later': '稍后',

  'home.title': '聊天',
  'home.sign_out': '退出登录',
  'home.sign_out_failed': '没有退出成功：{reason}',

  'error.unknown': '出错了（{code}）',
  'error.offline': '连不上服务器。检查网络后再试',
  'error.timed_out': '服务器没有及时回答。稍后再试',
  'error.bad_answer': '服务器的回答看不懂，中间可能有代理。稍后再试',
  'error.unavailable': '服务器正在启动或停止，马上回来',
  'error.login_required': '请先登录',
  'error.rate_limited': '发得太快，稍等再发',
  'error.busy': '服务器忙，稍等再试',
  'error.internal': '服务器出错，请稍后再试',
} as const;
