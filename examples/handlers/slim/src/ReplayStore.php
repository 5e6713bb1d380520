<?php

declare(strict_types=1);

namespace App;

use PDO;

/** The tokens that are being handled or were handled. A file, because each PHP request starts with empty memory. */
final class ReplayStore
{
    private const KEPT = SignedWebhooks::MAX_AGE + 2 * SignedWebhooks::MAX_SKEW;
    private const MAX_TOKENS = 100_000;

    private PDO $database;

    public function __construct(string $file)
    {
        $this->database = new PDO("sqlite:$file", options: [PDO::ATTR_TIMEOUT => 2]);
        $this->database->exec('CREATE TABLE IF NOT EXISTS seen (token TEXT PRIMARY KEY, until INTEGER) WITHOUT ROWID');
    }

    /** Returns null, or the status that refuses the token. */
    public function begin(string $token): ?int
    {
        $this->database->exec('BEGIN IMMEDIATE');
        $this->database->exec('DELETE FROM seen WHERE until < ' . time());
        $full = $this->database->query('SELECT count(*) FROM seen')->fetchColumn() >= self::MAX_TOKENS;
        $found = $this->database->prepare('SELECT 1 FROM seen WHERE token = ?');
        $found->execute([$token]);
        $status = $found->fetchColumn() ? 409 : ($full ? 503 : null);
        $found->closeCursor();
        if ($status === null) {
            $this->database->prepare('INSERT INTO seen VALUES (?, ?)')->execute([$token, time() + self::KEPT]);
        }
        $this->database->exec('COMMIT');
        return $status;
    }

    public function release(string $token): void
    {
        $this->database->prepare('DELETE FROM seen WHERE token = ?')->execute([$token]);
    }
}
