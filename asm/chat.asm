; chat.asm: the talk. A prompt, a line, a reply, again and again; it knows no machine and no network.
;
; THE PARTS. A machine's file, machines/NAME.asm, is the main source. It includes, in this order unless it has reasons:
;
;   model-equates.asm   sizes, the contract's numbers, and the facts of the machine: `zmlm build` writes it
;                       (the machine's own routines stand here)
;   chat.asm            the talk: this file
;   engine.asm          the network: from a question to its reply, character by character
;   model-tables.asm    charset, biases, weights: `zmlm build` writes it
;   memory.asm          where the engine keeps what it works on: last, for it begins where the program ends
;
; WHAT A MACHINE GIVES. Its routines may destroy all registers, both sets, IX and IY. They find in them whatever the
; engine left there, and interrupts on or off as they were when the machine called `prepare`: what firmware wants
; otherwise, they set and set back.
;
;   start           where the program begins. Sees to it that memory is there as far as MEMORY_NEEDED, sets SP to
;                   memory's end, calls `prepare` once, and jumps to `chat`.
;   read_line       lets a line be typed: MAX_QUESTION characters at most, echoed, with a key that rubs out. Leaves the
;                   cursor at the beginning of the next line. Out: HL -> text, B = its length. `line` is a place
;                   for it: MAX_QUESTION+2 bytes, which the engine leaves alone after `prepare`. A line that begins
;                   with the character BREAK says that the machine's break key was pressed.
;   put_character   writes a character. In: A = 20h to 7Eh, or 13: to the beginning of the line, 10: to the next line.
;   leave           back to the system; jumped to.
;
; and its TypeScript file, src/machines/NAME.ts, gives these numbers:
;
;   ORIGIN          address of the program
;   MEMORY_END      first address that the program must leave alone, 10000h for none. A machine whose memory may end
;                   elsewhere than the build was told looks for itself.
;   WORK_PAGES      eight pages elsewhere, which nobody else writes to from `prepare` on, such as those of a screen; 0 if
;                   there are none.

BREAK:          equ 3

; chat: talks until `!` or the break key, then leaves.
chat:
        ld a,'>'
        call put_character
        ld a,' '
        call put_character
        call read_line
        call trim
        jr z,chat
        ld a,(hl)
        cp BREAK
        jp z,leave
        cp '!'
        jr nz,chat_answer
        dec b
        jp z,leave              ; nothing but `!`
        inc b
chat_answer:
        call answer
        jr chat

; answer: writes the reply to a question, and ends the line.
; In:       HL -> question, B = its length, 1 to MAX_QUESTION, trimmed
; Destroys: everything
answer:
        call reply_start
answer_next:
        call reply_next
        jr nc,newline
        call put_character
        jp answer_next

; newline: Destroys: everything.
newline:
        ld a,13
        call put_character
        ld a,10
        jp put_character

; trim: drops the blanks at both ends.
; In:       HL -> text, B = length
; Out:      HL, B = what is left; Z if nothing is
; Destroys: A, C
trim:
        inc b
trim_front:
        dec b
        ret z
        call is_blank
        jr nz,trim_back
        inc hl
        jr trim_front
trim_back:
        push hl
        ld c,b
        ld b,0
        add hl,bc
        ld b,c
trim_last:
        dec hl
        call is_blank
        jr nz,trim_done         ; at the first character at the latest
        djnz trim_last
trim_done:
        pop hl
        ret

; is_blank: In: HL -> character. Out: Z if its seven bits are a blank. Destroys: A.
is_blank:
        ld a,(hl)
        and 7Fh
        cp ' '
        ret
