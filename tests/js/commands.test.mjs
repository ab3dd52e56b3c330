import assert from 'node:assert/strict';
import { test } from 'node:test';

import { commandsLike, readCommand } from '../../static/pos/till/commands.js';

const command = (word, takesMore = false) => ({ word, label: '', group: 'sale', takesMore, run() {} });
const COMMANDS = [command('BAYAR BON', true), command('BAYAR'), command('RETUR', true), command('KUNCI'), command('CEK', true)];
const read = (line) => {
  const found = readCommand(line, COMMANDS);
  return found && [found.command.word, found.more];
};

test('a word is a command in any case and with any spaces', () => {
  assert.deepEqual(read('kunci'), ['KUNCI', '']);
  assert.deepEqual(read('  bayar   bon '), ['BAYAR BON', '']);
});

test('another word for the same does the same, and is offered', () => {
  const commands = [{ ...command('BAYAR BON', true), also: 'BAYAR KASBON' }];
  assert.deepEqual(readCommand('bayar kasbon siti', commands), { command: commands[0], more: 'siti' });
  assert.deepEqual(commandsLike('bayar k', commands), commands);
});

test('the longest word wins, what follows is handed over', () => {
  assert.deepEqual(read('BAYAR BON siti'), ['BAYAR BON', 'siti']);
  assert.deepEqual(read('BAYAR'), ['BAYAR', '']);
  assert.deepEqual(read('cek gula pasir'), ['CEK', 'gula pasir']);
});

test('a word that takes nothing more is part of a name when more follows', () => {
  assert.equal(read('kunci inggris'), null);
  assert.equal(read('bayar gula'), null);
  assert.equal(read('kuncis'), null);
  assert.equal(read(''), null);
});

test('the number of a receipt opens a return', () => {
  assert.deepEqual(read('WSB-T1-A-000123'), ['RETUR', 'WSB-T1-A-000123']);
  assert.deepEqual(read('wsb-t1-a-000123'), ['RETUR', 'WSB-T1-A-000123']);
  assert.equal(read('WSB-T1-000123'), null);
});

test('the beginning of a word offers it', () => {
  assert.deepEqual(commandsLike('ba', COMMANDS).map(({ word }) => word), ['BAYAR BON', 'BAYAR']);
  assert.deepEqual(commandsLike('bayar b', COMMANDS).map(({ word }) => word), ['BAYAR BON']);
  assert.deepEqual(commandsLike('b', COMMANDS), []);
});
