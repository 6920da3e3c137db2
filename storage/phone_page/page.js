/* 扫码传图, the phone's side. ECMAScript 5 and XMLHttpRequest only: phones of many years use it.
   Pictures go one after another in pieces; after a dropped connection the laptop says how much it has. */
(function () {
  'use strict';

  var WORDS = {
    waiting: '等待', arriving: '正在传', keeping: '正在存', arrived: '✓ 已到达', known: '✓ 电脑已有', refused: '未接收',
    failed: '没有存下', cut: '等待重新连接', again: '请重新选择'
  };
  var ENDS = 65536, SLOWEST = 8000, PATIENCE = 30000, LOOK_EVERY = 5000;
  var token = location.pathname.split('/')[1];
  var device = deviceOf(token);
  var files = [], byId = {}, busy = false, joined = false, ended = false, ends = 0, piece = 0, pause = 1000;

  function find(id) { return document.getElementById(id); }

  /* One random name for this phone and this code; it stays when the page is loaded again. */
  function deviceOf(code) {
    var kept = null, made = '', i, random;
    try { kept = window.localStorage.getItem('yian-device-' + code); } catch (error) { kept = null; }
    if (kept) { return kept; }
    if (window.crypto && window.crypto.getRandomValues) {
      random = window.crypto.getRandomValues(new Uint8Array(16));
      for (i = 0; i < 16; i += 1) { made += ('0' + random[i].toString(16)).slice(-2); }
    } else {
      for (i = 0; i < 32; i += 1) { made += Math.floor(Math.random() * 16).toString(16); }
    }
    try { window.localStorage.setItem('yian-device-' + code, made); } catch (error) { return made; }
    return made;
  }

  /* Ask the laptop; "done" gets the status (0: no connection) and the answer, "sent" hears when all bytes are out. */
  function ask(path, body, done, sent) {
    var request = new XMLHttpRequest(), told = false;
    function tell() {
      var answer = {};
      if (told) { return; }
      told = true;
      try { answer = JSON.parse(request.responseText); } catch (error) { answer = {}; }
      done(typeof answer.left === 'number' || answer.message ? request.status : 0, answer);
    }
    request.open('POST', path, true);
    request.timeout = PATIENCE;
    request.setRequestHeader('X-Yian-Device', device);
    request.onload = tell;
    request.onerror = request.ontimeout = request.onabort = function () { if (!told) { told = true; done(0, {}); } };
    if (sent && request.upload) { request.upload.onload = sent; }
    request.send(body);
  }

  /* One place that reads every answer: the time left, the end, a lost connection. */
  function heard(status, answer) {
    if (status === 0) {
      notice(joined ? '连接中断，正在重新连接…请保持手机和电脑在同一个网络。' : '正在连接电脑…', false);
      return false;
    }
    if (typeof answer.left === 'number') {
      ends = new Date().getTime() + answer.left * 1000;
      pause = 1000;
      notice('', false);
      return true;
    }
    if (status === 403 || status === 404 || status === 410) { finish(answer.message); } else { notice(answer.message, true); }
    return false;
  }

  function notice(words, bad) {
    if (ended) { return; }
    find('notice').className = 'notice' + (words ? ' shown' : '') + (bad ? ' bad' : '');
    find('notice').textContent = words;
  }

  function finish(words) {
    notice(words, true);
    ended = true;
    find('choose').className = 'choose off';
    find('left').textContent = '';
    if (!joined) { find('title').textContent = '不能传图'; }
  }

  function later(work) {
    pause = Math.min(pause * 2, SLOWEST);
    window.setTimeout(work, pause / 2);
  }

  function join() {
    ask('join', '', function (status, answer) {
      var i;
      if (!heard(status, answer)) {
        if (!ended) { later(join); }
        return;
      }
      joined = true;
      piece = answer.piece;
      find('title').textContent = answer.title;
      for (i = 0; i < answer.files.length; i += 1) { restore(answer.files[i]); }
      countdown();
      next();
    });
  }

  /* A picture that an earlier loading of this page had begun. */
  function restore(told) {
    var one;
    if (byId[told.id]) { return; }
    one = row(null, told.name, told.size);
    byId[told.id] = one;
    take(one, told);
    if (one.state === 'arriving' || one.state === 'failed') { show(one, 'again', '传了一半，重新选择这张照片后从断开处继续。'); }
  }

  function row(file, name, size) {
    var item = document.createElement('li');
    var one = { file: file, name: name, size: size, offset: 0, state: 'waiting', item: item, tries: 0 };
    var line = child(item, 'div', 'row');
    one.nameBox = child(line, 'span', 'name');
    one.stateBox = child(line, 'span', 'state');
    one.bar = child(child(item, 'div', 'track'), 'div', 'bar');
    one.reasonBox = child(item, 'div', 'reason');
    one.nameBox.textContent = shortened(name);
    child(one.nameBox, 'span', 'size').textContent = ' ' + megabytes(size);
    find('files').insertBefore(item, find('files').firstChild);
    files.push(one);
    show(one, 'waiting', '');
    return one;
  }

  function child(parent, kind, name) {
    var made = document.createElement(kind);
    made.className = name;
    parent.appendChild(made);
    return made;
  }

  /* The end of a name tells pictures apart. */
  function shortened(name) { return name.length > 24 ? name.slice(0, 8) + '…' + name.slice(-14) : name; }

  function megabytes(size) {
    return size < 1048576 ? Math.max(1, Math.round(size / 1024)) + ' KB' : (size / 1048576).toFixed(1) + ' MB';
  }

  function show(one, state, reason) {
    var part = state === 'keeping' ? 100 : one.size ? Math.floor(100 * one.offset / one.size) : 0, button;
    one.state = state;
    one.item.className = state;
    one.stateBox.textContent = WORDS[state] + (state === 'arriving' ? ' ' + part + '%' : '');
    one.bar.style.width = part + '%';
    one.reasonBox.textContent = reason || '';
    if (state === 'failed' && one.file) {
      button = child(one.reasonBox, 'button', 'again');
      button.textContent = '再传一次';
      button.style.display = 'block';
      button.onclick = function () { show(one, 'waiting', ''); next(); };
    }
    count();
  }

  function count() {
    var here = 0, i;
    for (i = 0; i < files.length; i += 1) { if (isHere(files[i])) { here += 1; } }
    find('count').textContent = files.length ? '已到达 ' + here + ' / ' + files.length + ' 张' : '已到达 0 张';
  }

  function isHere(one) { return one.state === 'arrived' || one.state === 'known'; }

  function chosen(input) {
    var i;
    if (ended) { return; }
    for (i = 0; i < input.files.length; i += 1) { row(input.files[i], input.files[i].name || '手机照片', input.files[i].size); }
    input.value = '';
    next();
  }

  /* Take the oldest picture that waits; one at a time keeps weak networks usable. */
  function next() {
    var i;
    if (busy || ended || !joined) { return; }
    for (i = 0; i < files.length; i += 1) {
      if (files[i].file && (files[i].state === 'waiting' || files[i].state === 'cut')) {
        busy = true;
        describe(files[i]);
        return;
      }
    }
  }

  function rest(one) { busy = false; if (one) { next(); } }

  /* Name, size and time are not enough: some phones call every picture image.jpg. */
  function describe(one) {
    if (one.mark) { offer(one); return; }
    read(one.file, 0, ENDS, function (head) {
      if (!head) { unread(one); return; }
      read(one.file, Math.max(0, one.size - ENDS), one.size, function (tail) {
        if (!tail) { unread(one); return; }
        one.mark = checksum(head) + checksum(tail);
        offer(one);
      });
    });
  }

  function unread(one) {
    show(one, 'refused', '手机读不出“' + one.name + '”，请重新选择。');
    rest(one);
  }

  function read(file, from, to, done) {
    var reader = new FileReader();
    var slice = file.slice || file.webkitSlice || file.mozSlice;
    reader.onload = function () { done(new Uint8Array(reader.result)); };
    reader.onerror = function () { done(null); };
    reader.readAsArrayBuffer(slice.call(file, from, Math.min(to, file.size)));
  }

  function checksum(bytes) {
    var a = 1, b = 0, c = 2166136261, i;
    for (i = 0; i < bytes.length; i += 1) {
      a = (a + bytes[i]) % 65521;
      b = (b + a) % 65521;
      c ^= bytes[i];
      c = (c + (c << 1) + (c << 4) + (c << 7) + (c << 8) + (c << 24)) >>> 0;
    }
    return a.toString(16) + '.' + b.toString(16) + '.' + c.toString(16) + ';';
  }

  function offer(one) {
    var time = one.file.lastModified || (one.file.lastModifiedDate ? one.file.lastModifiedDate.getTime() : 0);
    var body = JSON.stringify({ name: one.name, size: one.size, modified: Math.round(time), mark: one.mark });
    ask('offer', body, function (status, answer) { follow(one, status, answer); });
  }

  /* Do what the laptop's answer asks for: the next piece, the next picture, or a rest. */
  function follow(one, status, answer) {
    if (!heard(status, answer)) {
      if (ended) { rest(null); } else { interrupted(one, status); }
      return;
    }
    merge(one, answer.id);
    take(one, answer);
    if (one.state === 'arriving') { send(one); } else { rest(one); }
  }

  function interrupted(one, status) {
    if (status !== 0 && status !== 409) {
      show(one, 'failed', find('notice').textContent);
      rest(one);
      return;
    }
    show(one, 'cut', '');
    later(function () { rest(one); });
  }

  /* The same picture chosen again takes the place of its line from before. */
  function merge(one, id) {
    var before = byId[id];
    if (before && before !== one) {
      before.item.parentNode.removeChild(before.item);
      files.splice(files.indexOf(before), 1);
    }
    byId[id] = one;
    one.id = id;
  }

  function take(one, answer) {
    one.offset = answer.offset;
    show(one, answer.state, answer.state === 'known' ? '这张照片以前已经传过，没有重复添加。' : answer.reason);
  }

  function send(one) {
    read(one.file, one.offset, one.offset + piece, function (bytes) {
      function sent() { if (one.offset + bytes.length >= one.size) { show(one, 'keeping', ''); } }
      if (!bytes) { unread(one); return; }
      ask('piece/' + one.id + '?offset=' + one.offset, bytes.buffer, function (status, answer) {
        if (status === 409 && typeof answer.offset === 'number') { status = 200; }
        follow(one, status, answer);
      }, sent);
    });
  }

  function countdown() {
    var left = Math.max(0, Math.round((ends - new Date().getTime()) / 1000));
    if (ended) { return; }
    find('left').textContent = '剩余 ' + Math.floor(left / 60) + ':' + ('0' + left % 60).slice(-2);
    find('left').className = left < 60 ? 'soon' : '';
    window.setTimeout(countdown, 1000);
  }

  /* Notice that the laptop prolonged or stopped the code while nothing is being sent. */
  function look() {
    if (joined && !busy && !ended) { ask('state', '', heard); }
    if (!ended) { window.setTimeout(look, LOOK_EVERY); }
  }

  function listen(id) {
    var input = find(id), label = find(id + '-label');
    input.onchange = function () { chosen(input); };
    input.onfocus = function () { label.className += ' focus'; };
    input.onblur = function () { label.className = label.className.replace(' focus', ''); };
  }

  listen('shoot');
  listen('pick');
  join();
  window.setTimeout(look, LOOK_EVERY);
}());
