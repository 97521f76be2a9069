package dev.isochron.paxos.log;

/// What became of an append: queued at a [Position], or [NoRoom] and nothing was queued.
public sealed interface Appended permits Position, NoRoom {}
