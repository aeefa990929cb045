'use strict';
// The page: takes files, texts and pictures of codes, shows the verdict and the report.

const DATA = JSON.parse(document.getElementById('data').textContent);
const state = { text: '', disclosure: '', sessionHash: '', logProof: '', vin: '' };
let words = DATA.texts.en;

// What a buyer looks for stands first.
const FIRST = ['stateOfHealthCapacity', 'stateOfHealth'];

const say = (key, value) => (words[key] || key).replace('{0}', value === undefined ? '' : value);
const find = (id) => document.getElementById(id);

function element(name, text, attributes) {
  const node = document.createElement(name);
  node.textContent = text;
  Object.entries(attributes || {}).forEach(([key, value]) => node.setAttribute(key, value));
  return node;
}

function chooseLanguage(tag) {
  words = DATA.texts[tag] || DATA.texts.en;
  document.documentElement.lang = DATA.texts[tag] ? tag : 'en';
  document.querySelectorAll('[data-text]').forEach((node) => {
    node.textContent = say(node.dataset.text);
  });
  fillTrust();
  refresh();
}

function fillTrust() {
  const list = find('trusted');
  list.replaceChildren(
    ...DATA.trust.keys.map((key) =>
      element('li', key.status === 'active' ? key.name : key.name + ' · ' + say('page.revoked'))
    )
  );
}

async function refresh() {
  const verdict = find('verdict');
  if (state.text === '') {
    verdict.hidden = true;
    return;
  }
  const answer = await judge(state.text, DATA.trust, state, Date.now());
  verdict.hidden = false;
  verdict.dataset.valid = String(answer.valid);
  find('answer').textContent = say(answer.valid ? 'page.valid' : 'page.invalid');
  find('checks').replaceChildren(
    ...SUBJECTS.map((subject) => {
      const [outcome, reason, value] = answer.checks[subject];
      const item = element('tr', '', { 'data-check': subject, 'data-outcome': outcome });
      // Said once, below, not for every line that was not looked at.
      item.hidden = reason === 'reason.nothing';
      item.append(
        element('th', say('page.' + subject), { scope: 'row' }),
        element('td', say('page.' + outcome), { class: outcome }),
        element('td', say(reason, value))
      );
      return item;
    })
  );
  const idle = SUBJECTS.some((subject) => answer.checks[subject][1] === 'reason.nothing');
  find('nothing').hidden = !idle;
  find('nothing').textContent = idle ? say('reason.nothing') : '';
  show(answer);
}

function show(answer) {
  const section = find('report');
  section.hidden = answer.said === undefined;
  if (answer.said === undefined) {
    return;
  }
  const { report, hash } = answer.said;
  find('model').textContent = report.vehicle.model || say('vehicle.unknown');
  const notes = [];
  if (!answer.valid) {
    notes.push(element('p', say('page.distrust'), { class: 'alarm' }));
  }
  if (report.source.kind !== 'live') {
    notes.push(element('p', say('banner.' + report.source.kind), { class: 'banner' }));
  }
  (report.alarms || []).forEach((alarm) =>
    notes.push(element('p', translated(alarm.text) || alarm.text, { class: 'alarm' }))
  );
  if (report.alarmCount > 0) {
    notes.push(element('p', say('page.alarms', report.alarmCount), { class: 'alarm' }));
  }
  find('notes').replaceChildren(...notes);
  const first = (result) => FIRST.includes(result.name);
  const others = report.results.filter((result) => !first(result));
  find('results').replaceChildren(...report.results.filter(first).concat(others).map(row));
  find('facts').textContent = report.reportId + ' · ' + report.time.finished.slice(0, 10);
  find('hash').textContent = hash;
}

// A sentence of the report in the language of the page; undefined where it holds figures.
function translated(sentence) {
  return document.documentElement.lang === 'en' ? sentence : words.sentences[sentence];
}

const local = (number) =>
  document.documentElement.lang === 'en' ? number : String(number).replace('.', ',');

// The reason in the language of the page; the report's own words where it has none for the code.
function refusal({ code, text }) {
  const known = words['refusal.' + code];
  const said = translated(text);
  return known === undefined ? said || text : [known, said].filter(Boolean).join(' ');
}

function row(result) {
  const line = element('tr', '');
  const spread = result.uncertainty === undefined ? '' : ' ± ' + local(result.uncertainty);
  const unit = { mOhm: 'mΩ', kOhm: 'kΩ', degC: '°C' }[result.unit] || result.unit;
  line.append(
    element('th', say('result.' + result.name), { scope: 'row' }),
    element('td', result.refusal ? '–' : say('originator.' + result.originator)),
    element(
      'td',
      result.refusal ? refusal(result.refusal) : local(result.value) + spread + '\u00a0' + unit
    )
  );
  return line;
}

async function takeFiles(files) {
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
      state.sessionHash = hex(await sha256(bytes));
      continue;
    }
    const text = new TextDecoder('latin1').decode(bytes);
    if (text.startsWith('c2sp.org/tlog-proof@')) {
      state.logProof = new TextDecoder().decode(bytes);
    } else if (file.name.endsWith('.disclosure')) {
      state.disclosure = text;
    } else {
      state.text = text;
      find('text').value = text.slice(0, 2000);
    }
  }
  refresh();
}

async function scan() {
  const video = find('video');
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.hidden = false;
  video.srcObject = stream;
  await video.play();
  const look = async () => {
    const codes = await detector.detect(video);
    const found = codes.find((code) => code.rawValue.startsWith('CW1:'));
    if (found === undefined) {
      setTimeout(look, 200);
      return;
    }
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
    state.text = found.rawValue;
    find('text').value = found.rawValue;
    refresh();
  };
  look();
}

function start() {
  find('files').addEventListener('change', (event) => takeFiles(event.target.files));
  find('text').addEventListener('input', (event) => {
    state.text = event.target.value.trim();
    refresh();
  });
  find('vin').addEventListener('input', (event) => {
    state.vin = event.target.value.trim();
    refresh();
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    takeFiles(event.dataTransfer.files);
  });
  const camera = find('camera');
  camera.hidden = !('BarcodeDetector' in window && navigator.mediaDevices);
  camera.addEventListener('click', () =>
    scan().catch(() => {
      camera.textContent = say('page.nocamera');
    })
  );
  const languages = find('language');
  languages.addEventListener('change', () => chooseLanguage(languages.value));
  const preferred = (navigator.language || 'en').slice(0, 2);
  languages.value = DATA.texts[preferred] ? preferred : 'en';
  if (location.hash.length > 1) {
    state.text = decodeURIComponent(location.hash.slice(1));
    find('text').value = state.text.slice(0, 2000);
  }
  chooseLanguage(languages.value);
}

start();
