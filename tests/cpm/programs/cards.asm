; CARDS: a card index of lines, kept in CARDS.DAT with a record for each card.
;   n text    writes card n (0 to 255)
;   n         shows card n
;   q         ends
; Reads and writes by random record, so that cards come in any order.

BDOS:    equ 0005h
DMA:     equ 0080h

         org 0100h
         ld de, fcb              ; the index of last time, or a new one
         ld c, 15
         call BDOS
         inc a
         jr nz, ask
         ld de, fcb
         ld c, 22
         call BDOS
         inc a
         jr nz, ask
         ld de, nodir
         call print
         jp 0

ask:     ld de, prompt
         call print
         ld de, buffer
         ld c, 10
         call BDOS
         ld de, crlf
         call print
         ld a, (buffer+1)        ; end the line with a zero
         ld e, a
         ld d, 0
         ld hl, text
         add hl, de
         ld (hl), 0
         ld hl, text
         ld a, (hl)
         or a
         jr z, ask
         cp 'q'
         jr z, close

         ld d, 0                 ; D: the card's number
         call digits
         ld a, d
         ld (fcb+33), a
         xor a
         ld (fcb+34), a
         ld (fcb+35), a
         ld a, (hl)
         or a
         jr z, read

         inc hl                  ; past the space
         push hl
         ld hl, DMA              ; a record of zeros, then the text
         ld de, DMA+1
         ld (hl), 0
         ld bc, 127
         ldir
         pop hl
         ld de, DMA
copy:    ld a, (hl)
         ld (de), a
         inc hl
         inc de
         or a
         jr nz, copy
         ld de, fcb
         ld c, 40
         call BDOS
         or a
         jr z, ask
         ld de, full
         call print
         jr ask

read:    ld de, fcb
         ld c, 33
         call BDOS
         or a
         jr nz, empty
         ld hl, DMA
         ld a, (hl)
         or a
         jr z, empty
show:    ld a, (hl)
         inc hl
         or a
         jr z, shown
         push hl
         ld e, a
         ld c, 2
         call BDOS
         pop hl
         jr show
shown:   ld de, crlf
         call print
         jp ask
empty:   ld de, nocard
         call print
         jp ask

close:   ld de, fcb
         ld c, 16
         call BDOS
         jp 0

; Reads a decimal number at HL into D; HL then points behind it.
digits:  ld a, (hl)
         sub '0'
         ret c
         cp 10
         ret nc
         ld e, a
         ld a, d
         add a, a
         ld d, a
         add a, a
         add a, a
         add a, d
         add a, e
         ld d, a
         inc hl
         jr digits

print:   ld c, 9
         jp BDOS

prompt:  db "card? $"
crlf:    db 13, 10, "$"
nocard:  db "(empty)", 13, 10, "$"
full:    db "disk full", 13, 10, "$"
nodir:   db "no room for CARDS.DAT", 13, 10, "$"
fcb:     db 0, "CARDS   DAT"
         ds 24
buffer:  db 100, 0
text:    ds 101
