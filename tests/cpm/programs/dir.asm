; DIR: lists the files of a drive that fit a pattern, with their size in KB, four a line, and what is free.
;   DIR            every file of the current drive
;   DIR B:*.TXT    those that fit
; The CCP has made an FCB of the pattern at 5Ch.

BDOS:    equ 0005h
FCB:     equ 005Ch
DMA:     equ 0080h
COLUMNS: equ 4

         org 0100h
         ld a, (FCB+1)           ; no pattern: any name
         cp ' '
         jr nz, drive
         ld hl, FCB+1
         ld b, 11
any:     ld (hl), '?'
         inc hl
         djnz any

drive:   ld a, (FCB)             ; the parameters are the current drive's: select it
         or a
         jr z, start
         dec a
         ld e, a
         ld c, 14
         call BDOS

start:   xor a
         ld (count), a
         ld (FCB+12), a
         ld de, FCB
         ld c, 17
         call BDOS
next:    cp 0FFh
         jr z, done
         call show
         ld de, FCB
         ld c, 18
         call BDOS
         jr next

done:    ld a, (count)
         or a
         jr nz, total
         ld de, none
         call print
         jp 0
total:   call newline
         call free
         jp 0

; Shows the directory entry that a search has found.
; In: A its number in the record at DMA
show:    add a, a                ; 32 bytes each
         add a, a
         add a, a
         add a, a
         add a, a
         ld hl, DMA
         ld e, a
         ld d, 0
         add hl, de
         ld de, file             ; an FCB of its own for the size: name from the entry, drive from the search
         ld bc, 12
         ldir
         ld a, (FCB)
         ld (file), a
         ld a, (count)
         inc a
         ld (count), a
         dec a
         and COLUMNS - 1
         jr z, first
         ld de, gap
         call print
         jr name
first:   ld a, (count)
         cp 2
         call nc, newline
name:    ld hl, file+1
         ld b, 8
         call text
         ld e, '.'
         call put
         ld b, 3
         call text
         ld de, file
         ld c, 35
         call BDOS
         ld hl, (file+33)        ; records, rounded up to KB
         ld de, 7
         add hl, de
         ld b, 3
kb:      srl h
         rr l
         djnz kb
         call number
         ld e, 'K'
         jp put

; Shows what is free on the drive: blocks that are clear in its allocation vector, of 2 KB each.
free:    ld c, 31
         call BDOS
         ld de, 5
         add hl, de
         ld e, (hl)
         inc hl
         ld d, (hl)
         inc de
         ld (blocks), de
         ld c, 27
         call BDOS
         ld de, (blocks)
         ld bc, 0                ; BC counts what is free
byte:    ld a, (hl)
         inc hl
         push hl
         ld h, 8
bit:     rlca
         jr c, used
         inc bc
used:    dec de
         push af
         ld a, d
         or e
         jr z, counted
         pop af
         dec h
         jr nz, bit
         pop hl
         jr byte
counted: pop af
         pop hl
         ld h, b
         ld l, c
         add hl, hl
         call number
         ld de, left
         jr print

; Shows HL as a number of at least five places.
number:  ld de, 10000
         call digit
         ld de, 1000
         call digit
         ld de, 100
         call digit
         ld de, 10
         call digit
         ld a, l
         add a, '0'
         ld e, a
         ld a, ' '
         ld (zero), a
         jr put
digit:   ld a, '0' - 1
.again:  inc a
         or a
         sbc hl, de
         jr nc, .again
         add hl, de
         cp '0'
         jr nz, .shown
         ld a, (zero)
.shown:  cp ' '
         ld e, a
         jr z, put
         push af
         ld a, '0'               ; zeros count from the first other digit on
         ld (zero), a
         pop af
; Shows the character in E, and keeps HL and BC.
put:     push hl
         push bc
         ld c, 2
         call BDOS
         pop bc
         pop hl
         ret

; Shows B characters at HL without their top bits, and moves HL on.
text:    ld a, (hl)
         and 7Fh
         ld e, a
         inc hl
         call put
         djnz text
         ret

newline: ld de, crlf
print:   ld c, 9
         jp BDOS

none:    db "No file", 13, 10, "$"
left:    db "K free", 13, 10, "$"
gap:     db " : $"
crlf:    db 13, 10, "$"
zero:    db ' '
count:   db 0
blocks:  dw 0
file:    ds 36
